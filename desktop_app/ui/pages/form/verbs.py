"""What can be done with a disclosure, by where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.disclosure.states import State, allows

PRINTED = {
    "print-pdf": "打印公文…",
    "print-poster": "打印张贴稿（A4、A3、A2 或拼接）…",
    "print-redline": "看修改对照稿（与上次审阅或原稿比）…",
}
"""What the print button sends to a printer."""
PRINTS = {
    "pdf": "打印稿（PDF）",
    "docx": "Word 文档（docx）",
    "poster": "公示栏张贴稿",
    "slip": "审批表（纸上签字用）",
}
"""Files that it writes."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A button of the top bar."""

    name: str
    text: str
    key: str = ""
    tip: str = ""
    primary: bool = False


_CHECK = Verb("check", "检查", "F8", "连附件一起检查（F8）")
_PRINT = Verb("print", "打印", "Ctrl+P", "打印，或者生成打印稿、Word 文档、张贴稿（Ctrl+P）")
_SUBMIT = Verb("submit", "送审", "Ctrl+Enter", "先检查，没有必须改的就送审（Ctrl+Enter）", primary=True)
_EDIT = Verb("edit", "修改（将重新送审）", tip="改过之后要重新审查才能发布")
_SEND_BACK = Verb("send_back", "退回", tip="写明理由，退给经办人修改")
_ON_PAPER = Verb("on_paper", "纸上签字", tip="审批表已经签好字的，登记扫描件")
_APPROVE = Verb(
    "approve", "通过", "Ctrl+Enter", "保密审查写完后通过，内容就此封存（Ctrl+Enter）", primary=True
)
_POST = Verb(
    "post", "已张贴", "Ctrl+Enter", "在规定的范围内贴出后点这里，记下张贴日期（Ctrl+Enter）", primary=True
)
_LOOK_AGAIN = Verb("look_again", "补审", tip="发布时没有第二个人审核，由另一个人看过后在这里签字")
_PUBLISH = Verb("publish", "发布", "Ctrl+Enter", "发到门户网站，并核对网页（Ctrl+Enter）", primary=True)


def verbs_for(
    state: State,
    *,
    is_review: bool,
    is_editing: bool,
    posted_only: bool = False,
    owes_look: bool = False,
) -> list[Verb]:
    """Return the buttons, the primary one last.

    Args:
        is_review: the reviewer looks at it.
        is_editing: the clerk chose to change what was approved or handed in.
        posted_only: its type is posted in the place concerned and never goes online.
        owes_look: it went out without a second reader and waits for one.
    """
    verbs = [_CHECK, _PRINT, *([_LOOK_AGAIN] if owes_look else [])]
    if state is State.DRAFT or is_editing:
        return [*verbs, _SUBMIT]
    if is_review and state is State.IN_REVIEW:
        return [*verbs, _SEND_BACK, _ON_PAPER, _APPROVE]
    if allows(state, "edit"):
        verbs.append(_EDIT)
    if state is State.APPROVED:
        verbs.append(_POST if posted_only else _PUBLISH)
    return verbs
