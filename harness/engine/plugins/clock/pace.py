"""How virtual time passes. Standard library only: Lambda workers import this."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Pace:
    """Virtual time as a straight line over the host's monotonic clock.

    Args:
        real_ns: a moment of the host's monotonic clock, which all processes of a host share.
        virtual_ns: nanoseconds since the epoch at that moment.
        rate: virtual seconds per real second; 0 when time stands still.
    """

    real_ns: int
    virtual_ns: int
    rate: float = 1.0

    def at(self, real_ns: int) -> int:
        """Virtual nanoseconds since the epoch at a moment of the host's monotonic clock."""
        elapsed = real_ns - self.real_ns
        return self.virtual_ns + (elapsed if self.rate == 1.0 else int(elapsed * self.rate))

    def real_seconds(self, virtual_ns: int) -> float | None:
        """Real seconds in which so many virtual nanoseconds pass; None when they never do."""
        return virtual_ns / 1e9 / self.rate if self.rate > 0 else None

    def from_now(self, real_ns: int, rate: float) -> "Pace":
        """Go on at another rate, without a leap."""
        return Pace(real_ns, self.at(real_ns), rate)

    def moved_to(self, virtual_ns: int) -> "Pace":
        """The same line through another moment; for time that stands still."""
        return replace(self, virtual_ns=virtual_ns)
