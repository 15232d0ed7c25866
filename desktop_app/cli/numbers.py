"""The command that gives a document its number."""

from __future__ import annotations

from desktop_app.cli import DONE
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.program import Program


def next_number(options: Options, program: Program) -> int:
    """Print the next 发文字号 of the office."""
    number = program.open_desk(options.workspace).doc_numbers.next(options.year)
    if not number:
        raise BadCall("还不知道本单位的机关代字，请先在“设置—本单位”里填写，例如：龙政办发。")
    print(number)
    return DONE
