"""Rows to units: which row is the header, and what each cell has beside it.

Shared by the readers of every kind of table, so that a list is read alike in csv, xlsx, docx and PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.pieces import cut_unit, cuts
from desktop_app.core.checks.unit import Unit, UnitKind

PlaceOf = Callable[[int, int], Place]
"""From row and column, both from 0, to the place that a finding names."""

Rows = Sequence[Sequence[str]]

_HEADER_WORD = re.compile(
    r"序号|编号|姓名|名称|户主|身份证|证件|电话|手机|地址|住址|账号|帐号|卡号|金额|数量|单位|部门|日期|时间|类别|类型|"
    r"原因|结果|事由|情况|病|残疾|等级|学校|班级|职称|医[生师]|特长|擅长|专长|科室|岗位|工种|学历|民族|用途|地点|车主|车牌|号牌|"
    r"备注|护照|通行证|性别|年龄|面积|号码|所在|乡镇|村|职务|标准|代码|文号|事项|科目|邮箱|联系|[（(](?:元|亩|万元|人|户|㎡|公斤)[）)]$"
)
_FORM_LABEL = re.compile(
    r"(?:本人|户主|家庭|申请人|监护人|联系人|开户人|法定代表人)?\s*(?:姓\s*名|性\s*别|民\s*族|年\s*龄|学\s*历|籍\s*贯|文化程度|政治面貌|婚姻状况|健康状况|"
    r"(?:居民)?(?:公民)?身份(?:证件?|号码)?(?:号码?)?|证件号码?|出生(?:日期|年月日?)|(?:家庭|现|通讯|联系)?(?:住\s*址|地\s*址)|户籍(?:地址?|所在地)|"
    r"(?:联系|手机|移动|固定)?(?:电\s*话|方\s*式|手\s*机)(?:号码)?|手机号码?|电子邮箱|电子邮件|邮\s*箱|微信号?|"
    r"(?:银行|一卡通|社保|惠农|存折)?(?:卡|[账帐])\s*[号户]|开户(?:行|银行|名)?|户\s*名|(?:工作|所在)单位|职\s*[业务称])\s*[:：]?|"
    r"(?:户\s*主|申请人|权利人|监护人|配\s*偶|联系人|当事人)(?:姓\s*名)?\s*[:：]?|证件(?:种类|类型)(?:及号码)?\s*[:：]?"
)
"""What stands before a value in a form about one person."""
_OF_A_PERSON = re.compile(r"姓\s*名|户\s*主|权利人|性\s*别|民\s*族|身份|出生|住\s*址|户籍|籍")
_WHOSE = re.compile(r"(?:申请人|户主|本人)?\s*姓\s*名\s*[:：]?|(?:户\s*主|申请人|权利人|当事人)\s*[:：]?")
_VALUE = re.compile(r"[0-9０-９]{5,}[Xx]?|[0-9*]{2,}\*|[0-9]+(?:\.[0-9]+)?|\s*[0-9]{4}[-/.年].*|.*@.*")
_MARKS_OF_TEXT = "'`‘’=\" \t"
"""What keeps a spreadsheet from taking a long number for a quantity."""
_ONE_NAME, _LISTED = re.compile("[一-龥/]{2,10}"), re.compile(r"(?=.*[0-9])[A-Za-z0-9*－ -]{6,24}")
_DIGIT = "0-9０-９⓪①-⑨⓿❶-❾〇零一二三四五六七八九\\u200b-\\u200f\\u2060\\ufeff"
_ODD_DIGIT = re.compile("[０-９⓪①-⑨⓿❶-❾〇零一二三四五六七八九]")
_PIECES = re.compile(rf"(?<![^\t])[{_DIGIT}]{{1,15}}(?:\t[{_DIGIT}Xx]{{1,15}})+(?![^\t])")
"""Cells of nothing but digits, side by side: a number may be cut up over them."""
_FEWEST_DIGITS, _MOST_WORDS = 11, 4
_EVEN = tuple(chr(length) * (18 // length) for length in range(1, 10))
"""The lengths of cells over which an identity number is cut evenly; to look for them costs next to nothing."""
_LONGEST_HEADER = 24
_DEEPEST_HEADER = 15
_FEWEST_HEADERS = 2
_TOLD = 12
"""Rows that tell what a column holds."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose columns are named; `labels` may be shorter than a row."""

    rows: Rows
    labels: Sequence[str]
    place: PlaceOf


def table_units(rows: Rows, place: PlaceOf) -> Iterator[Unit]:
    """Yield a table's texts in reading order: what stands above the header, the header, labelled cells.

    A table without a header yields unlabelled cells that know their row. Blank texts yield nothing.

    Args:
        rows: every row, ragged ones too; held in memory, for a header must know its column.
        place: says where a cell stands.
    """
    if is_form(rows):
        yield from _form(_Table(rows, (), place))
        return
    header = header_row(rows)
    if header is None:
        table = _Table(rows, (), place)
    else:
        table = _Table(rows, [label.strip() for label in rows[header]], place)
        for row, column, text in _texts(rows[:header]):
            yield Unit(text, place(row, column))
        yield from _headers(table, header)
    for row in range(0 if header is None else header + 1, len(rows)):
        yield from _cells(table, row)
    yield from _cut_in_columns(table, 0 if header is None else header + 1)


def is_form(rows: Rows) -> bool:
    """Tell whether a table has its names beside the values and not above them: 姓名 | … | 性别 | … ."""
    named, is_personal = 0, False
    for row in rows[:_DEEPEST_HEADER]:
        texts = _filled(row)
        if not texts or not _FORM_LABEL.fullmatch(texts[0]):
            continue  # a blank form has nothing beside the name
        if any(
            _FORM_LABEL.fullmatch(one.strip()) and _FORM_LABEL.fullmatch(two.strip())
            for one, two in pairwise(row)
        ):
            return False
        named += 1
        is_personal = is_personal or any(map(_OF_A_PERSON.search, texts[::2]))
    return is_personal and named >= _FEWEST_HEADERS


def header_row(rows: Rows) -> int | None:
    """Return which row names the columns: the first of the top 15 that holds names and no values.

    Names are known by their words, or by the values in the row below.
    """
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        texts = _filled(row)
        if len(texts) < _FEWEST_HEADERS or any(_is_value(text) for text in texts):
            if _heads_a_list(rows, index):
                return index
            continue
        known = sum(bool(_HEADER_WORD.search(text)) for text in texts)
        below = _filled(rows[index + 1] if rows[index + 1 :] else ())
        if known >= _FEWEST_HEADERS or any(map(_is_value, below)) or _ends_in_a_name(texts, below):
            return index
    return None


def _ends_in_a_name(texts: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a row's last text is a name to whose right no value can stand, and below it stands one."""
    return (
        len(texts) == len(below)
        and _FORM_LABEL.fullmatch(texts[-1]) is not None
        and _FORM_LABEL.fullmatch(below[-1]) is None
    )


def _heads_a_list(rows: Rows, index: int) -> bool:
    """Tell whether a row names the only column: a few words, and below them nothing but short values."""
    texts = [text for row in rows[index : index + _DEEPEST_HEADER] for text in _filled(row)]
    return (
        max(map(len, rows)) == 1
        and len(texts) > 1
        and _ONE_NAME.fullmatch(texts[0]) is not None
        and _HEADER_WORD.search(texts[0]) is not None
        and all(map(_LISTED.fullmatch, texts[1:]))
    )


def _form(table: _Table) -> Iterator[Unit]:
    """Yield a form's texts; a value is labelled by the name before it, and has beside it whose form it is."""
    rows = [list(_named_values(texts)) for texts in table.rows]
    people = [
        (number, (name, text.strip()))
        for number, values in enumerate(rows)
        for _, name, text in values
        if _WHOSE.fullmatch(name)
    ]
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            if _FORM_LABEL.fullmatch(text.strip()):
                yield Unit(text, table.place(row, column))
        values, elsewhere = rows[row], [person for number, person in people if number != row]
        for at, (column, name, text) in enumerate(values):
            beside = [(other, said.strip()) for _, other, said in values[:at] + values[at + 1 :]]
            yield Unit(text, table.place(row, column), UnitKind.CELL, name, row=(*beside, *elsewhere[:1]))
        yield from _pieces(table, row)
    yield from _cut_in_columns(table, 0)


def _named_values(texts: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the values of a form's row: column, the name before it, text."""
    label = ""
    for column, text in enumerate(texts):
        if _FORM_LABEL.fullmatch(text.strip()):
            label = text.strip()
        elif text.strip():
            yield column, label, text
            label = ""


def _filled(row: Sequence[str]) -> list[str]:
    return [text.strip() for text in row if text.strip()]


def _is_value(text: str) -> bool:
    bare = text.strip(_MARKS_OF_TEXT)
    return len(text) > _LONGEST_HEADER or _VALUE.fullmatch(bare) is not None


def _texts(rows: Rows) -> Iterator[tuple[int, int, str]]:
    for row, texts in enumerate(rows):
        yield from ((row, column, text) for column, text in enumerate(texts) if text.strip())


def _headers(table: _Table, header: int) -> Iterator[Unit]:
    told = [_below(table.rows, header, column) for column in range(len(table.labels))]
    for column, text in enumerate(table.rows[header]):
        if text.strip():
            others = tuple(
                (label, told[at]) for at, label in enumerate(table.labels) if at != column and label
            )
            below = tuple(row[column] if column < len(row) else "" for row in table.rows[header + 1 :])
            yield Unit(text, table.place(header, column), UnitKind.HEADER, row=others, column=below)


def _below(rows: Rows, header: int, column: int) -> str:
    """The first texts below a header, each on a line."""
    below = [row[column].strip() for row in rows[header + 1 : header + 1 + _TOLD] if column < len(row)]
    return "\n".join(filter(None, below))


def _cells(table: _Table, row: int) -> Iterator[Unit]:
    labels = table.labels
    filled = [(column, text) for column, text in enumerate(table.rows[row]) if text.strip()]
    pairs = tuple((labels[at] if at < len(labels) else "", text.strip()) for at, text in filled)
    for number, (column, text) in enumerate(filled):
        beside = pairs[:number] + pairs[number + 1 :]
        yield Unit(text, table.place(row, column), UnitKind.CELL, pairs[number][0], row=beside)
    yield from _pieces(table, row)


def _pieces(table: _Table, row: int) -> Iterator[Unit]:
    """Yield the numbers that a row has in pieces."""
    filled = [(column, text.strip()) for column, text in enumerate(table.rows[row]) if text.strip()]
    for run in _PIECES.finditer("\t".join([text for _, text in filled])):
        yield from _cut_in_row(table, row, [column for column, _ in filled], run)


def _cut_in_row(table: _Table, row: int, columns: Sequence[int], run: re.Match[str]) -> Iterator[Unit]:
    """Yield the numbers that neighbouring cells make up, a box for each digit or a few pieces.

    Args:
        columns: of the row's filled cells.
        run: in their texts, the digits side by side.
    """
    if len(run[0]) - run[0].count("\t") < _FEWEST_DIGITS:
        return
    before = run.string[: run.start()].split("\t")
    at = len(before) - 1
    label = table.labels[columns[at]] if columns[at] < len(table.labels) else ""
    for cut in cuts(run[0].split("\t"), label + "".join(before[-_MOST_WORDS:])):
        yield cut_unit(cut, Unit("", table.place(row, columns[at + cut.first])))


def _cut_in_columns(table: _Table, first: int) -> Iterator[Unit]:
    """Yield the numbers that are written downwards, from a row on."""
    for column, cells in enumerate(zip_longest(*table.rows[first:], fillvalue="")):
        texts = list(map(str.strip, cells))
        lengths = "".join(map(chr, filter(None, map(len, texts))))
        if any(even in lengths for even in _EVEN) and _may_be_digits("".join(texts)):
            for cut in cuts(texts, is_even=True):
                yield cut_unit(cut, Unit("", table.place(first + cut.first, column)))


def _may_be_digits(texts: str) -> bool:
    return texts.isascii() or _ODD_DIGIT.search(texts) is not None
