"""`gongkai clean`: a copy without what must not leave."""

from __future__ import annotations

from pathlib import Path

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.disclosures import own_exceptions, read_bytes
from desktop_app.cli.output import print_findings, progress
from desktop_app.cli.program import Program
from desktop_app.core.checks.finding import Severity


def clean(options: Options, program: Program) -> int:
    """Write the copy; print what was done, what could not be done, and what the checks still find in it.

    The original is never written to. A file of which no copy can be made is a refusal, with its reason.
    """
    from desktop_app.services.cleaning import CannotClean, clean_file

    source, target = Path(options.path), options.out
    _refuse_original(source, target)
    try:
        exceptions = own_exceptions(program.open_desk(options.workspace)).for_form("")
        cleaning = clean_file(source.name, read_bytes(options.path), progress, exceptions)
    except CannotClean as refusal:
        print(refusal)
        return HELD_BACK
    _write(target, cleaning.content)
    print(target)
    if cleaning.name != source.name:
        print(f"  注意：内容是新格式，文件名的后缀要写成 {Path(cleaning.name).suffix}。")
    for done in cleaning.done:
        print(f"  已做：{done}")
    for undone in cleaning.undone:
        print(f"  没能做：{undone}")
    left = [finding for finding in cleaning.left if finding.severity is not Severity.NOTE]
    print("再查一遍：" + ("还有下列问题，不能直接公开。" if left else "没有发现问题。"))
    print_findings(left)
    return HELD_BACK if left or cleaning.undone else DONE


def _refuse_original(source: Path, target: Path) -> None:
    if target.exists() and source.exists() and target.samefile(source):
        raise BadCall("--out 不能是原文件：原文件要留作依据，请写到另一个文件。")


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise BadCall(f"写不进“{target}”：请换一个能写的文件夹。") from error
