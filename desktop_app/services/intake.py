"""Taking something in: a file is known to bear no state-secret marking before it is read whole, shown or kept.

Source: 保守国家秘密法 31(3), 57 (secrets on a machine that is not made for them are an offence in themselves).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.errors import UserError
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.progress import Progress, silent

_MARK = "密"


class MarkedSecret(UserError):
    """Something bears a state-secret marking: it is not taken in, and nothing of it is kept.

    Args:
        finding: what was found; its evidence is the level alone.
    """

    code = "A102"
    hint = "本程序没有保存它，没有给它做预览、索引和备份，也没有记下它的名称和内容。"

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refuse_marked_name(path: PurePath) -> None:
    """Refuse a file whose name, or a folder of whose path, bears a marking: it is not even opened.

    Raises:
        MarkedSecret: it does.
    """
    from desktop_app.core.checks.engine import check_units

    names = [part for part in path.parts if _MARK in part]
    _refuse(finding for name in names for finding in check_units([Unit(name, Place(part="metadata"))]))


def refuse_marked(
    name: str, content: bytes, progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> None:
    """Refuse a file that bears a marking; its text is read in a process of its own and stays there.

    Raises:
        MarkedSecret: it does.
    """
    from desktop_app.services.checks import file_findings

    refuse_marked_name(PurePath(name))
    _refuse(file_findings(name, content, progress, exceptions).findings)


def refuse_marked_answers(
    spec: FormSpec, values: Mapping[str, Any], exceptions: Exceptions = NO_EXCEPTIONS
) -> None:
    """Refuse answers into which a marking was written, those that stay in the office too.

    Raises:
        MarkedSecret: one does; it is named.
    """
    if not _mentions(values):
        return
    from desktop_app.core.checks.engine import check_units
    from desktop_app.core.forms.units import answer_units

    known = {key: raw for key, raw in values.items() if key in spec.fields}
    _refuse(check_units(answer_units(spec, known), exceptions=exceptions))


def _refuse(findings: Iterable[Finding]) -> None:
    from desktop_app.core.checks.engine import is_marking

    marking = next((one for one in findings if is_marking(one)), None)
    if marking is not None:
        raise MarkedSecret(marking)


def _mentions(raw: Any) -> bool:
    """Say whether any text within an answer has the sign that every marking has: most saves cost no more than this."""
    if isinstance(raw, Mapping):
        return any(_mentions(one) for one in raw.values())
    if isinstance(raw, list | tuple):
        return any(_mentions(one) for one in raw)
    return isinstance(raw, str) and _MARK in raw
