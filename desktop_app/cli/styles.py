"""The command for an office's own docx styles."""

from __future__ import annotations

from desktop_app.cli import DONE
from desktop_app.cli.calls import Options
from desktop_app.cli.program import Program


def style(options: Options, program: Program) -> int:
    """Print the path of the office's style file, made where there is none yet; or go back to the standard's."""
    documents = program.open_desk(options.workspace).documents
    if options.reset:
        documents.drop_own_styles()
        print("已恢复标准样式。")
    else:
        print(documents.begin_own_styles())
    return DONE
