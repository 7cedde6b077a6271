"""The entry point of `rehearse`: Ctrl-C ends it quietly from the first moment, also while it is still loading."""

import sys

from harness.errors import INTERRUPTED


def main() -> None:
    """Load the command line and run it."""
    try:
        from harness.cli import run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
