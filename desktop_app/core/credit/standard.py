"""The columns of the 2018 data standard for permits (28) and penalties (30), and where their values come from.

Source: 发改办财金〔2018〕424号 and its data standard; lengths in characters, as platforms check them.
The county compares them with the workbook that its province's platform offers before the first upload.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Need = Literal[
    "required", "optional", "organisation", "person", "certificate", "fine", "confiscation", "revocation"
]
"""When a column must be filled: always, never, or for a kind of party or penalty."""
Shape = Literal["text", "date", "uscc", "amount", "number"]

Answers = Mapping[str, Any]
"""The typed answers of one disclosure, by field."""

LONG_TERM = "2099/12/31"
"""What stands for a term without an end."""
_HALF_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}
_YUAN_IN_UNIT = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exchange file.

    Args:
        code: as JSON and the platforms' databases call it.
        name: as the workbook's heading calls it.
        length: the most characters that it takes; 0 where its shape says.
        value: from the typed answers to the text; "" where there is none.
    """

    code: str
    name: str
    length: int
    need: Need
    value: Callable[[Answers], str]
    shape: Shape = "text"


def _text(key: str) -> Callable[[Answers], str]:
    return lambda answers: str(answers.get(key) or "").strip()


def _day(key: str) -> Callable[[Answers], str]:
    def write(answers: Answers) -> str:
        day = answers.get(key)
        return f"{day:%Y/%m/%d}" if isinstance(day, date) else ""

    return write


def _amount(key: str) -> Callable[[Answers], str]:
    """In 万元 with up to six decimals."""

    def write(answers: Answers) -> str:
        yuan = answers.get(key)
        return "" if yuan is None else f"{(yuan / _YUAN_IN_UNIT).normalize():f}"

    return write


def _first(*keys: str) -> Callable[[Answers], str]:
    return lambda answers: next((str(answers[key]).strip() for key in keys if answers.get(key)), "")


def _choices(key: str, note: str) -> Callable[[Answers], str]:
    """Several kinds are joined with a semicolon; 其他 carries its note, as `其他-责令限期拆除`."""

    def write(answers: Answers) -> str:
        chosen = answers.get(key) or ()
        names = [chosen] if isinstance(chosen, str) else list(chosen)
        return ";".join(_with_note(name, answers.get(note)) for name in names)

    return write


def _with_note(name: str, note: Any) -> str:
    return f"{name}-{str(note).strip()}" if name == "其他" and note else name


def _id_kind(answers: Answers) -> str:
    return "身份证" if answers.get("legal_rep_id") else str(answers.get("legal_rep_id_type") or "")


def _state(answers: Answers) -> str:
    return str(answers.get("status") or "")[:1]


def _party(prefix: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}_XDR_MC", "行政相对人名称", 200, "required", _text("party")),
        Column(f"{prefix}_XDR_LB", "行政相对人类别", 100, "required", _text("party_kind")),
        Column(
            f"{prefix}_XDR_SHXYM", "行政相对人代码_1(统一社会信用代码)", 18, "organisation", _text("party_uscc"), "uscc"
        ),
        Column(f"{prefix}_XDR_GSZC", "行政相对人代码_2(工商注册号)", 50, "optional", _text("party_reg_no")),
        Column(f"{prefix}_XDR_ZZJG", "行政相对人代码_3(组织机构代码)", 9, "optional", _org_code),
        Column(f"{prefix}_XDR_SWDJ", "行政相对人代码_4(税务登记号)", 20, "optional", _text("party_tax_no")),
        Column(f"{prefix}_XDR_SYDW", "行政相对人代码_5(事业单位证书号)", 12, "optional", _text("party_inst_no")),
        Column(f"{prefix}_XDR_SHZZ", "行政相对人代码_6(社会组织登记证号)", 50, "optional", _text("party_social_no")),
        Column(f"{prefix}_FRDB", "法定代表人", 50, "organisation", _text("legal_rep")),
        Column(f"{prefix}_FR_ZJLX", "法定代表人证件类型", 64, "optional", _id_kind),
        Column(
            f"{prefix}_FR_ZJHM", "法定代表人证件号码", 64, "optional", _first("legal_rep_id", "legal_rep_id_other")
        ),
        Column(f"{prefix}_XDR_ZJLX", "证件类型", 64, "person", _text("person_id_type")),
        Column(f"{prefix}_XDR_ZJHM", "证件号码", 64, "person", _first("person_id", "person_id_other")),
    )  # fmt: skip


def _org_code(answers: Answers) -> str:
    return str(answers.get("party_org_code") or "").replace("-", "").strip()


PENALTY: tuple[Column, ...] = (
    *_party("CF"),
    Column("CF_WSH", "行政处罚决定书文号", 128, "required", _text("doc_no")),
    Column("CF_WFXW", "违法行为类型", 2000, "required", _text("illegal_type")),
    Column("CF_SY", "违法事实", 5000, "required", _text("facts")),
    Column("CF_YJ", "处罚依据", 2048, "required", _text("basis")),
    Column("CF_CFLB", "处罚类别", 256, "required", _choices("penalty_type", "penalty_note")),
    Column("CF_NR", "处罚内容", 4000, "required", _text("content")),
    Column("CF_NR_FK", "罚款金额（万元）", 0, "fine", _amount("fine"), "amount"),
    Column(
        "CF_NR_WFFF",
        "没收违法所得、没收非法财物的金额（万元）",
        0,
        "confiscation",
        _amount("confiscate"),
        "amount",
    ),
    Column("CF_NR_ZKDX", "暂扣或吊销证照名称及编号", 200, "revocation", _text("cert_revoked")),
    Column("CF_JDRQ", "处罚决定日期", 0, "required", _day("decision_date"), "date"),
    Column("CF_YXQ", "处罚有效期", 0, "required", _day("valid_until"), "date"),
    Column("CF_GSJZQ", "公示截止期", 0, "optional", _day("publicity_until"), "date"),
    Column("CF_CFJG", "处罚机关", 200, "required", _text("org")),
    Column("CF_CFJGDM", "处罚机关统一社会信用代码", 18, "required", _text("org_uscc"), "uscc"),
    Column("CF_SJLY", "数据来源单位", 200, "required", _text("source_org")),
    Column("CF_SJLYDM", "数据来源单位统一社会信用代码", 18, "required", _text("source_uscc"), "uscc"),
    Column("BZ", "备注", 512, "optional", _text("remark")),
)
"""行政处罚, in the order of the standard."""

PERMIT: tuple[Column, ...] = (
    *_party("XK"),
    Column("XK_XKWS", "行政许可决定文书名称", 64, "required", _text("doc_name")),
    Column("XK_WSH", "行政许可决定文书号", 64, "required", _first("doc_no", "cert_no")),
    Column("XK_XKLB", "许可类别", 256, "required", _choices("license_type", "license_type_note")),
    Column("XK_XKZS", "许可证书名称", 64, "optional", _text("cert_name")),
    Column("XK_XKBH", "许可编号", 64, "certificate", _text("cert_no")),
    Column("XK_NR", "许可内容", 4000, "required", _text("content")),
    Column("XK_JDRQ", "许可决定日期", 0, "required", _day("decision_date"), "date"),
    Column("XK_YXQZ", "有效期自", 0, "required", _day("valid_from"), "date"),
    Column("XK_YXQZI", "有效期至", 0, "required", _day("valid_to"), "date"),
    Column("XK_XKJG", "许可机关", 200, "required", _text("org")),
    Column("XK_XKJGDM", "许可机关统一社会信用代码", 18, "required", _text("org_uscc"), "uscc"),
    Column("XK_ZT", "当前状态", 1, "required", _state, "number"),
    Column("XK_LYDW", "数据来源单位", 200, "required", _text("source_org")),
    Column("XK_LYDWDM", "数据来源单位统一社会信用代码", 18, "required", _text("source_uscc"), "uscc"),
    Column("BZ", "备注", 512, "optional", _text("remark")),
)
"""行政许可, in the order of the standard."""

SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "market-supervision.penalty-publicity": ("行政处罚", PENALTY),
    "market-supervision.license-publicity": ("行政许可", PERMIT),
}
"""The forms whose disclosures are also reported, each with the name of its sheet and its columns."""


def row_of(columns: tuple[Column, ...], answers: Answers) -> dict[str, str]:
    """Return the texts of one disclosure by code, as platforms want them.

    Breaks and tabs become blanks, digits of full width ordinary ones; an apostrophe by which a workbook kept a number
    as text is dropped.
    """
    return {column.code: _one_line(column.value(answers)) for column in columns}


def _one_line(text: str) -> str:
    return " ".join(text.translate(_HALF_WIDTH).split()).removeprefix("'")
