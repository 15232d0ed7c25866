"""What the report of a publicity period may say: the objections register decides, never the writer."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.board.records import Objection, Outcome


def objections_sentence(objections: Sequence[Objection]) -> str:
    """Return what is said of objections; that there were none, only where none is registered."""
    if not objections:
        return "公示期间未收到异议。"
    concluded = [one for one in objections if one.is_concluded]
    upheld = sum(one.outcome is Outcome.UPHELD for one in concluded)
    still_open = len(objections) - len(concluded)
    clauses = [f"公示期间收到异议{len(objections)}件"]
    if concluded:
        clauses.append(f"已办结并答复{len(concluded)}件")
    if upheld:
        clauses.append(f"其中经核查成立{upheld}件")
    if still_open:
        clauses.append(f"尚在办理{still_open}件")
    return "，".join(clauses) + "，详见附表。"


def conclusion(objections: Sequence[Objection]) -> str:
    """Return the report's conclusion."""
    if not objections:
        return "公示无异议。"
    if any(not one.is_concluded for one in objections):
        return "异议尚未办结，公示结果待异议办结后确定。"
    if any(one.outcome is Outcome.UPHELD for one in objections):
        return "异议经核查成立，应当更正后重新张贴公示。"
    return "异议经核查不成立，已答复反映人，公示结果不变。"
