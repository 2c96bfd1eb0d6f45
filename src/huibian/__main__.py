"""`huibian` and `python -m huibian`."""

from __future__ import annotations

import gc
import sys

# Container objects made before the first search for cycles: an issue makes about so many and hardly a cycle, while
# Python's default of 700 has every module walked again and again, a sixth of a short run's time.
_UNTIL_COLLECTION = 200_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_UNTIL_COLLECTION)
    from huibian.cli.main import run  # after this, only what a command needs is imported

    sys.exit(run())


if __name__ == "__main__":
    main()
