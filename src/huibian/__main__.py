"""`huibian` and `python -m huibian`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress

# Container objects made before the first search for cycles: an issue of a million characters makes about so many and
# hardly a cycle, while Python's default of 700 has every module walked again and again, a sixth of a short run's time.
_UNTIL_COLLECTION = 1_000_000


def main() -> None:
    """Run the command line and leave with its exit code.

    All that is registered for the end is done; only what would then be taken apart, object by object, is left to the
    system, which is quicker.
    """
    gc.set_threshold(_UNTIL_COLLECTION)
    code: int | None = None

    def leave() -> None:
        if code is not None:  # an exception that nothing caught ends as Python has it
            _flush()
            os._exit(code)

    atexit.register(leave)  # the first to be registered is the last to run
    from huibian.cli.main import run  # after this, only what a command needs is imported

    code = run()
    sys.exit(code)


def _flush() -> None:
    """Write what is left to be said; where that cannot be done, `run` has said so."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


if __name__ == "__main__":
    main()
