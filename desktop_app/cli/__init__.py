"""The command `gongkai`: everything that the window does, without a window (the contract is fixed)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.core.errors import AppError, Cancelled

if TYPE_CHECKING:
    from desktop_app.cli.program import Program

DONE, HELD_BACK, UNUSABLE = 0, 1, 2
"""Exit status: done; findings or refusals were printed; the call or its input is unusable."""


def run(arguments: Sequence[str], program: Program) -> int:
    """Run one command and return its exit status; people's errors are one line on standard error.

    Args:
        program: the concrete things that commands need.
    """
    from desktop_app.cli.parser import parse

    _speak_utf8()
    try:
        options = parse(arguments)
        return int(options.run(options, program))
    except AppError as error:
        print(f"gongkai: {error}", file=sys.stderr)
        return UNUSABLE
    except (KeyboardInterrupt, Cancelled):
        print("gongkai: 已停止。", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _speak_utf8() -> None:
    """Chinese leaves unharmed also where the terminal's own encoding is another."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
