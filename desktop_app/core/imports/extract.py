"""What an approved document says for a form: each value with the place it came from, for a person to confirm.

Nothing here is certain; what is not clearly said is left to the person, together with what was not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.forms.form import Form
from desktop_app.core.forms.kinds import Fault, is_empty
from desktop_app.core.imports.grid import Grid, cell_name
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.paper import Box, Paper, Paragraph, Part, Table
from desktop_app.core.imports.plan import DISCLOSURES, Planner, SheetPlan
from desktop_app.core.imports.take import Taker, Unused, keeps_totals
from desktop_app.core.imports.targets import Target
from desktop_app.core.imports.values import answer_of, is_day

_DOC_NO = re.compile(
    r"(?:编号[:：])?\s*([\u4e00-\u9fa5（）()]{1,20}[〔\[［(（【﹝]\d{4}[〕\]］)）】﹞]\s*\d{1,5}\s*号)\s*(?:签发人[:：].*)?"
)
_TITLE_END = re.compile(
    r"(?:决定书|公告|公示|通知|通告|决定|意见|办法|方案|规定|报告|通报|函|批复|细则|规划|计划|预案|名单|清单|目录|"
    r"公报|信息|说明|指南|解读)(?:（[^）]{1,20}）|\([^)]{1,20}\))?"
)
_HEADING = re.compile(
    r"^\s*(?:([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）|"
    r"第[一二三四五六七八九十]{1,3}[章节]\s*)(.+)$"
)
_LABEL = re.compile(r"([\u4e00-\u9fa5A-Za-z0-9（）()·、]{2,30})\s*[:：]\s*")
_SENTENCE = re.compile(r"[。；;！!]")
_SIGNING = re.compile(r"[（(](?:签字|签名|盖章|签章)[:：]?[\s_]*[）)]")
_NEXT_LABEL = re.compile(r"[。；]\s*[\u4e00-\u9fa5]{2,8}[:：]")
_REMARK = re.compile(r"^\s*[\u4e00-\u9fa5]{2,8}[:：]|^\s*特此[\u4e00-\u9fa5]{2}。?$")
_ATTACHMENT = re.compile(r"^\s*附件\s*\d*\s*[:：]?")
_ADDRESSEE_LABELS = ("主送", "送达", "抄送")
_LONG = frozenset({"long_text", "rich_text"})
_LONGEST_TITLE = 90
_LONGEST_ADDRESSEES = 240
_LONGEST_SIGNATURE = 40
_TOP = 16
_ENOUGH_COLUMNS = 2
_FEWEST_PAIRS = 3
_SHOWN = 200

NOT_RECOGNISED = "没有认出属于表单的哪一项。"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a document or on a sheet something stands; numbers from 1, 0 where the format has none."""

    page: int = 0
    paragraph: int = 0
    table: int = 0
    cell: str = ""
    box: Box | None = None
    sheet: str = ""

    @property
    def words(self) -> str:
        """The place as a clerk reads it."""
        if self.sheet:
            return f"{self.sheet} {self.cell}".strip()
        parts = [f"第 {self.page} 页"] if self.page else []
        if self.table:
            parts.append(f"第 {self.table} 个表{f' {self.cell}' if self.cell else ''}")
        elif self.paragraph:
            parts.append(f"第 {self.paragraph} 段")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a field could take.

    Args:
        why: how it was recognised, in Chinese.
        quote: what stands at its place.
    """

    key: str
    label: str
    answer: Any = field(repr=False)
    why: str
    quote: str = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Left:
    """Something in the document that is not used, and why."""

    quote: str = field(repr=False)
    reason: str
    source: Source
    key: str = ""


@dataclass(slots=True)
class Extract:
    """What a document says for a form."""

    suggestions: list[Suggestion]
    left: list[Left]
    remark: str = ""

    def values(self) -> dict[str, Any]:
        """Return the suggested answers by field."""
        return {one.key: one.answer for one in self.suggestions}


def extract(form: Form, paper: Paper, planner: Planner, names: Names) -> Extract:
    """Return what a document says for a form.

    Args:
        names: of the form's own fields.
    """
    reader = _Reader(form, paper.parts, planner, names)
    reader.run()
    return Extract(reader.ordered(), reader.left, paper.remark)


class _Reader:
    def __init__(self, form: Form, parts: Sequence[Part], planner: Planner, names: Names) -> None:
        self._form = form
        self._parts = list(parts)
        self._planner = planner
        self._names = names
        self._found: dict[str, Suggestion] = {}
        self._used: set[int] = set()
        self._targets = {target.key: target for target in names.targets}
        self.left: list[Left] = []
        self._body_from = 0
        self._body_to = len(self._parts)

    def run(self) -> None:
        """Read the fixed places first, then what is labelled, then sections, tables and the text as a whole."""
        self._read_head()
        self._read_foot()
        for at, part in enumerate(self._parts):
            if isinstance(part, Table):
                self._read_table(at, part)
        self._read_labels()
        self._read_sections()
        self._read_body()
        self._tell_the_rest()

    def ordered(self) -> list[Suggestion]:
        """Return what was found in the form's order."""
        return [
            self._found[key] for step in self._form.spec.steps for key in step.fields if key in self._found
        ]

    # ── parts ────────────────────────────

    def _paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        for at, part in enumerate(self._parts):
            if isinstance(part, Paragraph) and part.text.strip():
                yield at, part

    def _suggest(self, target: Target | None, text: str, why: str, source: Source, quote: str = "") -> bool:
        """Suggest what a text says for a field; one that was found before keeps its value, and the other is told."""
        if target is None or not text.strip():
            return False
        one_line = text if target.asked.kind in _LONG else text.replace("\n", "")
        try:
            answer = answer_of(one_line, target.asked)
        except Fault as fault:
            self.left.append(Left(_short(quote or text), str(fault), source, target.key))
            return True
        return self._put(target.key, answer, why, source, quote or text)

    def _put(self, key: str, answer: Any, why: str, source: Source, quote: str) -> bool:
        label = self._form.fields[key].label
        before = self._found.get(key)
        if before is not None:
            if before.answer != answer:
                reason = f"“{label}”已经取自{before.source.words}，两处不一样，请核对。"
                self.left.append(Left(_short(quote), reason, source, key))
            return True
        self._found[key] = Suggestion(key, label, answer, why, _short(quote), source)
        return True

    # ── head and foot ────────────────────────────

    def _read_head(self) -> None:
        top = [(at, one) for at, one in self._paragraphs() if at < _TOP]
        above: list[tuple[int, Paragraph]] = []
        for at, one in top:
            if match := _DOC_NO.fullmatch(one.text.strip()):
                self._used.add(at)
                self._suggest(self._doc_no_target(), match.group(1), "发文字号", _at(one), one.text)
                above = [(place, other) for place, other in top if place < at]
                top = [(place, other) for place, other in top if place > at]
                break
        title = self._title(top) or self._title(above)  # a decision's number stands under its title
        if title:
            key = self._form.spec.document.title
            text = "".join(one.text.strip() for _, one in title)
            self._used.update(at for at, _ in title)
            self._suggest(self._targets.get(key), text, "标题", _at(title[0][1]))
            self._body_from = max(title[-1][0], *self._used) + 1
            self._read_addressees(self._body_from)

    def _doc_no_target(self) -> Target | None:
        own = self._targets.get(self._form.spec.document.doc_no)
        if own is not None and own.asked.kind == "doc_no":
            return own
        all_of_kind = [one for one in self._targets.values() if one.asked.kind == "doc_no"]
        return all_of_kind[0] if len(all_of_kind) == 1 else None

    def _title(self, top: Sequence[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
        lines: list[tuple[int, Paragraph]] = []
        for at, one in top:
            text = one.text.strip()
            if text.endswith("文件") or _ATTACHMENT.match(text):
                continue
            if len(text) > _LONGEST_TITLE or _SENTENCE.search(text) or text.endswith(("：", ":")):
                break
            if not (
                one.is_centred or ("标题" in one.style and "级" not in one.style) or one.style == "Title"
            ):
                if not lines and _TITLE_END.search(text) and _ends_as_title(text):
                    return [(at, one)]
                break
            if lines and _ends_as_title("".join(part.text for _, part in lines)):
                break
            lines.append((at, one))
        return (
            lines
            if lines and (_ends_as_title("".join(one.text for _, one in lines)) or len(lines) == 1)
            else []
        )

    def _read_addressees(self, start: int) -> None:
        target = next(
            (
                one
                for one in self._targets.values()
                if one.asked.kind == "orgs" or one.asked.label.startswith(_ADDRESSEE_LABELS)
            ),
            None,
        )
        for at, one in self._paragraphs():
            if at < start:
                continue
            text = one.text.strip()
            if target is not None and _names_addressees(text):
                self._used.add(at)
                self._body_from = at + 1
                names = re.sub(r"[，,]", "；", text.rstrip("：:"))
                self._suggest(target, names, "主送机关", _at(one), text)
            return

    def _read_foot(self) -> None:
        """The day alone on a line near the end is the date of issue; above it stands who issued."""
        lines = list(self._paragraphs())
        for place in range(len(lines) - 1, max(-1, len(lines) - 12), -1):
            at, one = lines[place]
            if not is_day(one.text):
                continue
            self._used.add(at)
            self._body_to = at
            self._suggest(
                self._targets.get(self._form.spec.document.issued_on), one.text, "成文日期", _at(one)
            )
            above = lines[place - 1] if place else None
            if above and above[0] not in self._used and _is_signature(above[1].text):
                self._used.add(above[0])
                self._body_to = above[0]
                issuer = self._targets.get(self._form.spec.document.issuer)
                self._suggest(issuer, above[1].text, "署名", _at(above[1]))
            return

    # ── tables ────────────────────────────

    def _read_table(self, at: int, table: Table) -> None:
        pairs = list(_pairs(table.grid, self._names))
        plan = max(
            (
                plan
                for rows in self._planner.choices()
                if rows != DISCLOSURES
                and (plan := self._planner.as_rows_of(0, table.grid, rows)) is not None
                and self._has_required(plan)
            ),
            key=lambda plan: plan.score,
            default=None,
        )
        if plan is not None and plan.score >= _ENOUGH_COLUMNS and plan.score >= len(pairs):
            totals = keeps_totals(self._form.spec, plan.rows_are)
            taken = Taker(table.grid, plan.header, plan.matches, keeps_totals=totals).run()
            rows = [line.values for line in taken.lines if line.values]
            self._used.add(at)
            self.left += [self._left_cell(table, one) for one in taken.unused]
            if rows:
                source = _in_table(table)
                first = " ".join(table.grid.rows[plan.header.bottom])
                self._put(plan.rows_are, rows, "表格", source, f"{first}（共 {len(rows)} 行）")
        elif pairs:
            self._used.add(at)
            for (row, column), target, text in pairs:
                source = _in_table(table, cell_name(row, column))
                self._read_cell(target, text, source)

    def _has_required(self, plan: SheetPlan) -> bool:
        """Say whether every column that the form's table must have is there; else it is another table."""
        keys = {match.target.key for match in plan.taken if match.target and match.target.table}
        columns = self._form.fields[plan.rows_are].columns
        return all(key in keys for key, column in columns.items() if column.required is True)

    def _read_cell(self, target: Target, text: str, source: Source) -> None:
        """A cell's first lines are the value; a labelled line below belongs to what the cell is about."""
        lines = text.split("\n")
        own = [line for line in lines if not _LABEL.match(line)] or lines
        is_long = target.asked.kind in _LONG
        self._suggest(target, text if is_long else "".join(own), "表格", source)
        for line in [] if is_long else lines:
            if match := _LABEL.match(line):
                joined = self._names.found(target.asked.label + match.group(1))
                if joined:
                    self._suggest(joined[0][0], line[match.end() :], "表格", source, line)
                elif line not in own:
                    self.left.append(Left(_short(line), NOT_RECOGNISED, source))

    def _left_cell(self, table: Table, one: Unused) -> Left:
        source = _in_table(table, one.cell)
        return Left(_short(one.text), one.reason, source, one.path)

    # ── running text ────────────────────────────

    def _read_labels(self) -> None:
        """当事人：甲公司　统一社会信用代码：9123…: what known labels say, one or several in a line."""
        for at, one in self._paragraphs():
            if at in self._used:
                continue
            known = [
                (match, found[0][0])
                for match in _LABEL.finditer(one.text)
                if (found := self._names.found(match.group(1).strip()))
            ]
            if not known or one.text[: known[0][0].start()].strip(" 　；;，,"):
                continue
            ends = [match.start() for match, _ in known[1:]] + [len(one.text)]
            for (match, target), end in zip(known, ends, strict=True):
                text = _value(one.text[match.end() : end], target)
                if self._suggest(target, text, "标签", _at(one), one.text):
                    self._used.add(at)

    def _read_sections(self) -> None:
        lines = [(at, one) for at, one in self._paragraphs() if at < self._body_to]
        for place, (at, one) in enumerate(lines):
            level = _level(one)
            if at in self._used or not level:
                continue
            target = self._section_target(one.text)
            if target is None:
                continue
            inside = _until_next(lines[place + 1 :], level)
            inside = self._without_caption(inside)
            inside = _without_remarks([one for one in inside if one[0] not in self._used])
            text = _value("\n".join(part.text.strip() for _, part in inside), target)
            if text:
                self._used.update(place_at for place_at, _ in inside)
                self._used.add(at)
                self._suggest(target, text, f"“{one.text.strip()[:20]}”一节", _at(inside[0][1]), text)

    def _without_caption(self, inside: list[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
        """Leave out a short last line right above a table: it names the table."""
        if len(inside) < 2:
            return inside
        at, last = inside[-1]
        is_above = at + 1 < len(self._parts) and isinstance(self._parts[at + 1], Table)
        return inside[:-1] if is_above and not re.search(r"[。；]", last.text) else inside

    def _section_target(self, text: str) -> Target | None:
        match = _HEADING.match(text)
        name = (match.group(3) if match else text).strip().rstrip("。：:")
        found = [target for target, _how in self._names.found(name)] or [
            target for target, _score in self._names.alike(name)
        ]
        wide = [target for target in found if target.asked.kind in (*_LONG, "text")]
        return wide[0] if wide else None

    def _read_body(self) -> None:
        """The one field for a whole text takes everything between addressees and signature."""
        whole = [one for one in self._targets.values() if one.asked.kind == "rich_text"]
        if len(whole) != 1 or whole[0].key in self._found:
            return
        lines = [
            (at, one)
            for at, one in self._paragraphs()
            if self._body_from <= at < self._body_to and at not in self._used
        ]
        end = next((place for place, (_, one) in enumerate(lines) if _ATTACHMENT.match(one.text)), len(lines))
        lines = lines[:end]
        if lines:
            self._used.update(at for at, _ in lines)
            text = "\n".join(one.text.strip() for _, one in lines)
            self._put(whole[0].key, text, "正文", _at(lines[0][1]), text)

    def _tell_the_rest(self) -> None:
        for at, part in enumerate(self._parts):
            if at in self._used:
                continue
            if isinstance(part, Table):
                source = _in_table(part)
                words = " ".join(text for row in part.grid.rows[:2] for text in row if text.strip())
                self.left.append(Left(_short(words), NOT_RECOGNISED, source))
            elif part.text.strip():
                self.left.append(Left(_short(part.text), NOT_RECOGNISED, _at(part)))


def _pairs(grid: Grid, names: Names) -> Iterator[tuple[tuple[int, int], Target, str]]:
    """Yield the cells whose left neighbour names a field."""
    for row, texts in enumerate(grid.rows):
        column = 0
        while column + 1 < len(texts):
            found = names.found("".join(texts[column].split()))
            value = next((at for at in range(column + 1, len(texts)) if texts[at].strip()), None)
            if not found or value is None or names.found("".join(texts[value].split())):
                column += 1
                continue
            yield (row, value), found[0][0], texts[value].strip()
            column = value + 1


def is_record(grid: Grid, names: Names) -> bool:
    """Say whether a sheet is one record with its labels beside the values, and no list below a heading."""
    pairs = list(_pairs(grid, names))
    rows = {row for (row, _), _, _ in pairs}
    return len({target.key for _, target, _ in pairs}) >= _FEWEST_PAIRS and len(rows) >= _FEWEST_PAIRS


def paper_of(grids: Sequence[Grid]) -> Paper:
    """Return the sheets of a workbook as a paper, to be read as records."""
    return Paper([Table(grid, 0) for grid in grids])


def _at(paragraph: Paragraph) -> Source:
    return Source(paragraph.page, paragraph.number, 0, "", paragraph.box)


def _in_table(table: Table, cell: str = "") -> Source:
    """A cell of a document's table, or of a workbook's sheet, which has a name instead of a number."""
    if table.number:
        return Source(table.page, 0, table.number, cell, table.box)
    return Source(cell=cell, sheet=table.grid.name)


def _short(text: str) -> str:
    return text.strip() if len(text) <= _SHOWN else f"{text.strip()[:_SHOWN]}…"


def _ends_as_title(text: str) -> bool:
    found = list(_TITLE_END.finditer(text.strip()))
    return bool(found) and found[-1].end() == len(text.strip())


def _names_addressees(text: str) -> bool:
    is_list = text.endswith(("：", ":")) and len(text) < _LONGEST_ADDRESSEES and not _SENTENCE.search(text)
    return is_list and not any(sign in text for sign in ("如下", "以下"))


def _is_signature(text: str) -> bool:
    return 3 < len(text.strip()) <= _LONGEST_SIGNATURE and not re.search(r"[。；;：:，,]", text)


def _value(text: str, target: Target) -> str:
    """Return a value without what belongs to the next one, room for a signature, and a short value's full stop."""
    text = _SIGNING.sub("", text).strip(" 　；;，,")
    if target.asked.kind not in _LONG:
        text = text.rstrip("。")
    if "\n" not in text and (match := _NEXT_LABEL.search(text)):
        text = text[: match.start() + (target.asked.kind in _LONG)]
    return text


def _without_remarks(inside: Sequence[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
    """Leave out labelled lines that follow a section's text, as 联系单位：… does."""
    for place, (_, one) in enumerate(inside):
        if place and _REMARK.match(one.text) and not _REMARK.match(inside[0][1].text):
            return list(inside[:place])
    return list(inside)


def _level(one: Paragraph) -> int:
    """Return the level of a heading, 0 of what is none: 一、 is 1, （一） is 2, a style says its own."""
    if match := _HEADING.match(one.text):
        if len(one.text) > 40 and not match.group(1):
            return 0
        return 2 if match.group(2) else 1
    if match := re.match(r"(?:Heading|标题)\s*(\d)", one.style):
        return int(match.group(1))
    return 0


def _until_next(lines: Sequence[tuple[int, Paragraph]], level: int) -> list[tuple[int, Paragraph]]:
    inside: list[tuple[int, Paragraph]] = []
    for at, one in lines:
        own = _level(one)
        if (own and own <= level) or _ATTACHMENT.match(one.text):
            break
        inside.append((at, one))
    return inside


def merged_values(base: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a draft's answers with what was found; empty finds change nothing."""
    return {**base, **{key: answer for key, answer in found.items() if not is_empty(answer)}}
