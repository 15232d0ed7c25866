"""The start: `python -m desktop_app` and `gongkai`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, or the window where nothing else is asked for."""
    from desktop_app.cli import run
    from desktop_app.wiring import program

    return run(sys.argv[1:], program())


if __name__ == "__main__":
    sys.exit(main())
