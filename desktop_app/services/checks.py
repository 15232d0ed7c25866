"""Everything that the checks find in a disclosure: its form's rules, its release flags, and what must not leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.adapters.readers import kind_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.disclosure.gate import flag_findings
from desktop_app.core.disclosure.item import Disclosure
from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.judge import form_findings
from desktop_app.core.forms.spec import Audience
from desktop_app.core.forms.units import answer_units
from desktop_app.core.progress import Progress, silent

UNSUPPORTED = "unreadable.unsupported"
DAMAGED = "unreadable.damaged"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in one file.

    Args:
        kind: what the content is, as `docx` or `txt`; empty where nobody knows.
        read: `full`, `partial` or `none`.
    """

    kind: str
    read: str
    findings: list[Finding]


def disclosure_findings(answers: Answers, disclosure: Disclosure) -> list[Finding]:
    """Return what is found in the answers and the flags, without attachments; fast enough for idle typing."""
    audience: Audience = "board" if answers.form.spec.bulletin_board else "online"
    units = answer_units(answers.form.spec, answers.public_values(audience))
    return [*form_findings(answers), *flag_findings(disclosure), *check_units(units)]


def file_findings(name: str, content: bytes, progress: Progress = silent) -> CheckedFile:
    """Return what is found in a file; what cannot be read cannot be vouched for and is held back."""
    kind = kind_of(name, content)
    if kind is None:
        return CheckedFile("", "none", [_unsupported(name)])
    try:
        found = check_units(kind.reader()(name, content, progress), progress)
    except UserError as error:
        return CheckedFile(kind.name, "none", [Finding(DAMAGED, Severity.BLOCK, str(error))])
    return CheckedFile(kind.name, "full", found)


def attachment_findings(
    files: Iterable[tuple[str, str, bytes]], progress: Progress = silent
) -> list[Finding]:
    """Return what is found in attachments, each placed at `attachments.N`.

    Args:
        files: name, title and content of each, in their order.
    """
    found: list[Finding] = []
    for number, (name, title, content) in enumerate(files):
        checked = file_findings(name, content, progress)
        found += [_placed(finding, number, title or name) for finding in checked.findings]
    return found


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with what blocks first, otherwise in their order."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def _placed(finding: Finding, number: int, title: str) -> Finding:
    where = replace(finding.place, field=f"attachments.{number}")
    return replace(finding, place=where, message=f"附件“{title}”：{finding.message}")


def _unsupported(name: str) -> Finding:
    ending = name.rpartition(".")[2] if "." in name else "没有后缀"
    message = (
        f"还不能检查这种文件（{ending}），不能担保里面没有不该公开的内容；请改用文字版或请审查人书面负责。"
    )
    return Finding(UNSUPPORTED, Severity.BLOCK, message, Place())
