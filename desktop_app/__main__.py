"""The start: `python -m desktop_app` and `gongkai`."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the command line, or the window where nothing else is asked for."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # the frozen program is its own reading process (adapters/readers/guarded.py)
    from desktop_app.cli import run
    from desktop_app.wiring import program

    try:
        return run(sys.argv[1:], program())
    except Exception as error:
        print(f"gongkai: {_unexpected(error)}", file=sys.stderr)
        return 2


def _unexpected(error: Exception) -> str:
    """Say where the program broke, without the error's own words: they may hold somebody's data."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"程序出了意外（{type(error).__name__}，{where}），没有保存的内容请重试；仍不行请把这一行告诉技术人员。"


if __name__ == "__main__":
    sys.exit(main())
