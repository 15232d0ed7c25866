"""The release gate: the one way by which anything leaves, be it upload, package or poster.

A `Release` is made here alone; whoever sends, packs or prints for the board asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.disclosure.item import NOT_REVIEWED, Confidentiality, Disclosure
from desktop_app.core.errors import UserError

FLAG = "required.flag"
_REVIEW_LAW = "《保守国家秘密法》第三十五条；《政府信息公开条例》第十七条"


class HeldBack(UserError):
    """The gate does not let it out.

    Args:
        findings: everything that holds it back, in the order of the form.
    """

    code = "D301"

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0].message
        more = f"（共 {len(findings)} 处，都改好再发布）" if len(findings) > 1 else ""
        super().__init__(f"还不能发布：{first}{more}")
        self.findings = tuple(findings)


class ApprovalUnproven(UserError):
    """The workspace says that it was approved, and the story does not: one of the two was tampered with."""

    code = "D304"
    hint = "请不要发布，用“核对办理经过”查明是哪一条记录被改过；重新送审后才能发布。"


class PostedOnly(UserError):
    """What the law has posted in the place concerned alone is asked for by a portal or a package."""

    code = "D302"
    hint = "请打印张贴稿，在规定的范围内贴出，再点“已张贴”。"


class NotPostedOnly(UserError):
    """What goes to a portal is known to be public by the portal's receipt, not by a clerk's word."""

    code = "D303"
    hint = "请点“发布”，发到门户网站。"


@dataclass(frozen=True, slots=True)
class Release:
    """The gate's word that exactly this content may leave.

    Args:
        seal: of the content that was judged.
    """

    seal: str


def flag_findings(disclosure: Disclosure) -> list[Finding]:
    """Return what is not settled about openness and confidentiality review."""
    return [*_openness(disclosure), *_confidentiality(disclosure.confidentiality)]


def pass_gate(disclosure: Disclosure, findings: Sequence[Finding], seal: str, reviewed_seal: str) -> Release:
    """Let a disclosure out, or say what holds it back.

    Args:
        findings: of the forms' rules, the leak rules and the attachments.
        seal: of the content as it is now.
        reviewed_seal: of the content that was reviewed.

    Raises:
        HeldBack: something blocks, is not to be published, or was changed after its review.
    """
    holding = [finding for finding in findings if finding.severity is Severity.BLOCK]
    holding += _not_for_publication(disclosure)
    if seal != reviewed_seal:
        holding.append(_flag("confidentiality", "审查之后内容又改过，请重新送审。"))
    if holding:
        raise HeldBack(holding)
    return Release(seal)


def _openness(disclosure: Disclosure) -> Iterator[Finding]:
    if disclosure.openness is None:
        yield _flag("openness", "公开属性没有确定，请选“主动公开”“依申请公开”或“不予公开”。")


def _confidentiality(review: Confidentiality) -> Iterator[Finding]:
    if review == NOT_REVIEWED:
        yield _flag("confidentiality", "还没有做保密审查：先审查、后公开。")
        return
    if review.classified is None:
        yield _flag("confidentiality.classified", "保密审查没有写明是否涉及国家秘密。")
    elif review.classified:
        yield _flag(
            "confidentiality.classified", "涉及国家秘密，不得公开，也不得在本机处理；请联系本单位保密员。"
        )
    if not review.reviewed_by.strip():
        yield _flag("confidentiality.reviewed_by", "保密审查没有写审查人姓名。")
    if not _is_day(review.reviewed_on):
        yield _flag("confidentiality.reviewed_on", "保密审查没有写审查日期（如 2026-09-28）。")
    if review.conclusion is None:
        yield _flag("confidentiality.conclusion", "保密审查没有写结论。")
    elif review.conclusion != "public" and not review.grounds.strip():
        yield _flag("confidentiality.grounds", "部分公开或不予公开的，要写明理由和依据。")


def _not_for_publication(disclosure: Disclosure) -> Iterator[Finding]:
    if disclosure.openness in ("on_request", "withheld"):
        yield _flag("openness", "公开属性不是“主动公开”，不能发布。")
    if disclosure.confidentiality.conclusion == "withheld":
        yield _flag("confidentiality.conclusion", "保密审查结论是“不予公开”，不能发布。")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _flag(path: str, message: str) -> Finding:
    return Finding(FLAG, Severity.BLOCK, message, Place(field=path), source=_REVIEW_LAW)
