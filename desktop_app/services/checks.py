"""Everything that the checks find in a disclosure: its form's rules, its release flags, and what must not leave."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from msgspec.structs import replace

from desktop_app.adapters.readers import guarded, kind_of, recognition
from desktop_app.core.checks.engine import check_units, is_marking
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place
from desktop_app.core.disclosure.gate import flag_findings
from desktop_app.core.disclosure.item import Disclosure
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.judge import form_findings
from desktop_app.core.forms.spec import Audience
from desktop_app.core.forms.units import answer_units
from desktop_app.core.progress import Progress, silent

DAMAGED = "unreadable.damaged"
_UNREADABLE = "unreadable."

pictures_unread = recognition.switched_off
"""Within this block pictures are not read: `gongkai check --no-ocr`."""


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


def disclosure_findings(
    answers: Answers, disclosure: Disclosure, exceptions: Exceptions = NO_EXCEPTIONS
) -> list[Finding]:
    """Return what is found in the answers and the flags, without attachments; fast enough for idle typing."""
    audience: Audience = "board" if answers.form.spec.bulletin_board else "online"
    units = answer_units(answers.form.spec, answers.public_values(audience))
    own = exceptions.for_form(answers.form.id)
    return [*form_findings(answers), *flag_findings(disclosure), *check_units(units, exceptions=own)]


def file_findings(
    name: str, content: bytes, progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> CheckedFile:
    """Return what is found in a file and its name; what cannot be read cannot be vouched for and is held back."""
    kind = kind_of(name, content)
    found = guarded.findings_in(PurePath(name).name, content, progress, exceptions)
    return CheckedFile(kind.name if kind else "", _how_far(found), found)


def attachment_findings(
    files: Iterable[tuple[str, str, bytes]],
    kept: Container[str],
    progress: Progress = silent,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> list[Finding]:
    """Return what is found in the attachments that leave the office, each placed at `attachments.N`.

    Args:
        files: name, title and content of each, in their order.
        kept: names of those that stay in the office (see `Answers.kept_files`).
        exceptions: those that hold for the disclosure's form.
    """
    found: list[Finding] = []
    for number, (name, title, content) in enumerate(files):
        if name in kept:
            continue
        checked = file_findings(name, content, progress, exceptions.for_attachments())
        found += [_placed(finding, number, title or name) for finding in checked.findings]
    return found


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with what blocks first, otherwise in their order."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def _placed(finding: Finding, number: int, title: str) -> Finding:
    where = replace(finding.place, field=f"attachments.{number}")
    return replace(finding, place=where, message=f"附件“{title}”：{finding.message}")


def _how_far(found: Sequence[Finding]) -> str:
    """How much of a file was read: `none`, where the only thing said is that the file itself cannot be read."""
    unread = [finding for finding in found if finding.rule.startswith(_UNREADABLE)]
    if not unread and not any(is_marking(finding) for finding in found):
        return "full"
    whole = [finding for finding in unread if finding.place == Place()]
    return "none" if whole and len(whole) == len(found) else "partial"
