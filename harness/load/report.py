"""What a run came to."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from harness.load.figures import Figures
from harness.load.finding import Finding
from harness.scenario.journal import Verdict


class Report(BaseModel):
    """What a run came to.

    Attributes:
        run: its name.
        profile: the profile's name.
        scale: of the load.
        seed: of the load.
        began: when.
        seconds: how long it took.
        verdict: of all.
        findings: one for each limit.
        books: what became of the documents, in words; empty if nobody knows.
        breaches: why the books don't balance.
        figures: of each event.
        documents_per_second: that ended, from the first arrival to the last end.
        costs: in dollars, at AWS's list prices, by what is paid for.
        usd_per_month: if it went on like this for thirty days.
        warnings: what is to be known before the figures are believed.
    """

    model_config = ConfigDict(frozen=True)

    run: str
    profile: str
    scale: float
    seed: int
    began: datetime
    seconds: float
    verdict: Verdict
    findings: tuple[Finding, ...]
    books: str
    breaches: tuple[str, ...]
    figures: tuple[Figures, ...]
    documents_per_second: float
    costs: dict[str, float]
    usd_per_month: float
    warnings: tuple[str, ...] = ()

    @property
    def usd(self) -> float:
        """The whole bill."""
        return sum(self.costs.values())

    @property
    def troubles(self) -> list[str]:
        """Why it didn't pass."""
        broken = [finding.sentence for finding in self.findings if not finding.held]
        return broken + [f"The books don't balance: {breach}." for breach in self.breaches]
