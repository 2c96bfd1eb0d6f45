"""`huibian` and `python -m huibian`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from huibian.cli.main import run  # after this, only what a command needs is imported

    sys.exit(run())


if __name__ == "__main__":
    main()
