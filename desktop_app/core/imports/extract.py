"""What an approved document says for a form: each value with the place it came from, for a person to confirm.

Nothing here is certain; what is not clearly said is left to the person, together with what was not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from desktop_app.core.forms.form import Form
from desktop_app.core.forms.kinds import Fault
from desktop_app.core.imports.grid import cell_name
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.paper import Paper, Paragraph, Part, Table
from desktop_app.core.imports.plan import DISCLOSURES, Planner, SheetPlan
from desktop_app.core.imports.record import pairs_in
from desktop_app.core.imports.running_text import (
    ADDRESSEE_LABELS,
    ATTACHMENT,
    DOC_NO,
    HEADING,
    LABEL,
    LONG,
    is_signature,
    level_of,
    names_addressees,
    title_in,
    until_next,
    value_of,
    without_remarks,
)
from desktop_app.core.imports.suggestion import (
    NOT_RECOGNISED,
    Extract,
    Left,
    Source,
    Suggestion,
    place_in,
    place_of,
    short,
)
from desktop_app.core.imports.take import Taker, Unused, keeps_totals
from desktop_app.core.imports.targets import Target
from desktop_app.core.imports.values import answer_of, is_day

_TOP = 16
_ENOUGH_COLUMNS = 2


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
        self._has_sections = False
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
        one_line = text if target.asked.kind in LONG else text.replace("\n", "")
        try:
            answer = answer_of(one_line, target.asked)
        except Fault as fault:
            self.left.append(Left(short(quote or text), str(fault), source, target.key))
            return True
        return self._put(target.key, answer, why, source, quote or text)

    def _put(self, key: str, answer: Any, why: str, source: Source, quote: str) -> bool:
        label = self._form.fields[key].label
        before = self._found.get(key)
        if before is not None:
            if before.answer != answer:
                reason = f"“{label}”已经取自{before.source.words}，两处不一样，请核对。"
                self.left.append(Left(short(quote), reason, source, key))
            return True
        self._found[key] = Suggestion(key, label, answer, why, short(quote), source)
        return True

    # ── head and foot ────────────────────────────

    def _read_head(self) -> None:
        top = [(at, one) for at, one in self._paragraphs() if at < _TOP]
        above: list[tuple[int, Paragraph]] = []
        for at, one in top:
            if match := DOC_NO.fullmatch(one.text.strip()):
                self._used.add(at)
                self._suggest(self._doc_no_target(), match.group(1), "发文字号", place_of(one), one.text)
                above = [(place, other) for place, other in top if place < at]
                top = [(place, other) for place, other in top if place > at]
                break
        title = (
            title_in(top) or title_in(above) or title_in(above[-1:])
        )  # a decision's number stands under its title
        if title:
            key = self._form.spec.document.title
            text = "".join(one.text.strip() for _, one in title)
            self._used.update(at for at, _ in title)
            self._suggest(self._targets.get(key), text, "标题", place_of(title[0][1]))
            self._body_from = max(title[-1][0], *self._used) + 1
            self._read_addressees(self._body_from)

    def _doc_no_target(self) -> Target | None:
        own = self._targets.get(self._form.spec.document.doc_no)
        if own is not None and own.asked.kind == "doc_no":
            return own
        all_of_kind = [one for one in self._targets.values() if one.asked.kind == "doc_no"]
        return all_of_kind[0] if len(all_of_kind) == 1 else None

    def _read_addressees(self, start: int) -> None:
        labelled = (one for one in self._targets.values() if one.asked.label.startswith(ADDRESSEE_LABELS))
        target = next(labelled, None)
        for at, one in self._paragraphs():
            if at < start:
                continue
            text = one.text.strip()
            if target is not None and names_addressees(text):
                self._used.add(at)
                self._body_from = at + 1
                names = re.sub(r"[，,]", "；", text.rstrip("：:"))
                self._suggest(target, names, "主送机关", place_of(one), text)
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
                self._targets.get(self._form.spec.document.issued_on), one.text, "成文日期", place_of(one)
            )
            above = lines[place - 1] if place else None
            if above and above[0] not in self._used and is_signature(above[1].text):
                self._used.add(above[0])
                self._body_to = above[0]
                issuer = self._targets.get(self._form.spec.document.issuer)
                self._suggest(issuer, above[1].text, "署名", place_of(above[1]))
            return

    # ── tables ────────────────────────────

    def _read_table(self, at: int, table: Table) -> None:
        pairs = list(pairs_in(table.grid, self._names))
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
                source = place_in(table)
                first = " ".join(table.grid.rows[plan.header.bottom])
                self._put(plan.rows_are, rows, "表格", source, f"{first}（共 {len(rows)} 行）")
        elif pairs:
            self._used.add(at)
            for (row, column), target, text in pairs:
                source = place_in(table, cell_name(row, column))
                self._read_cell(target, text, source)

    def _has_required(self, plan: SheetPlan) -> bool:
        """Say whether every column that the form's table must have is there; else it is another table."""
        keys = {match.target.key for match in plan.taken if match.target and match.target.table}
        columns = self._form.fields[plan.rows_are].columns
        return all(key in keys for key, column in columns.items() if column.required is True)

    def _read_cell(self, target: Target, text: str, source: Source) -> None:
        """A cell's first lines are the value; a labelled line below belongs to what the cell is about."""
        lines = text.split("\n")
        own = [line for line in lines if not LABEL.match(line)] or lines
        is_long = target.asked.kind in LONG
        self._suggest(target, text if is_long else "".join(own), "表格", source)
        for line in [] if is_long else lines:
            if match := LABEL.match(line):
                joined = self._names.found(target.asked.label + match.group(1))
                if joined:
                    self._suggest(joined[0][0], line[match.end() :], "表格", source, line)
                elif line not in own:
                    self.left.append(Left(short(line), NOT_RECOGNISED, source))

    def _left_cell(self, table: Table, one: Unused) -> Left:
        source = place_in(table, one.cell)
        return Left(short(one.text), one.reason, source, one.path)

    # ── running text ────────────────────────────

    def _read_labels(self) -> None:
        """当事人：甲公司　统一社会信用代码：9123…: what known labels say, one or several in a line."""
        for at, one in self._paragraphs():
            if at in self._used:
                continue
            known = [
                (match, found[0][0])
                for match in LABEL.finditer(one.text)
                if (found := self._names.found(match.group(1).strip()))
            ]
            if not known or one.text[: known[0][0].start()].strip(" 　；;，,"):
                continue
            ends = [match.start() for match, _ in known[1:]] + [len(one.text)]
            for (match, target), end in zip(known, ends, strict=True):
                text = value_of(one.text[match.end() : end], target, is_labelled=True)
                if self._suggest(target, text, "标签", place_of(one), one.text):
                    self._used.add(at)

    def _read_sections(self) -> None:
        lines = [(at, one) for at, one in self._paragraphs() if at < self._body_to]
        for place, (at, one) in enumerate(lines):
            level = level_of(one)
            if at in self._used or not level:
                continue
            target = self._section_target(one.text)
            if target is None:
                continue
            inside = until_next(lines[place + 1 :], level)
            inside = self._without_caption(inside)
            inside = without_remarks([one for one in inside if one[0] not in self._used])
            words = "\n".join(part.text.strip() for _, part in inside)
            text = value_of(words, target, is_labelled=False)
            if text:
                self._has_sections = True
                self._used.update(place_at for place_at, _ in inside)
                self._used.add(at)
                self._suggest(target, text, f"“{one.text.strip()[:20]}”一节", place_of(inside[0][1]), text)

    def _without_caption(self, inside: list[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
        """Leave out a short last line right above a table: it names the table."""
        if len(inside) < 2:
            return inside
        at, last = inside[-1]
        is_above = at + 1 < len(self._parts) and isinstance(self._parts[at + 1], Table)
        return inside[:-1] if is_above and not re.search(r"[。；]", last.text) else inside

    def _section_target(self, text: str) -> Target | None:
        match = HEADING.match(text)
        name = (match.group(3) if match else text).strip().rstrip("。：:")
        found = [target for target, _how in self._names.found(name)] or [
            target for target, _score in self._names.alike(name)
        ]
        wide = [target for target in found if target.asked.kind in (*LONG, "text")]
        return wide[0] if wide else self._whole_called(name)

    def _whole(self) -> Target | None:
        """Return the one field for a whole text, None where there is none or several."""
        whole = [one for one in self._targets.values() if one.asked.kind == "rich_text"]
        return whole[0] if len(whole) == 1 else None

    def _whole_called(self, name: str) -> Target | None:
        """答复 heads what the form calls 答复内容."""
        whole = self._whole()
        return whole if whole and len(name) > 1 and whole.asked.label.startswith(name) else None

    def _read_body(self) -> None:
        """The one field for a whole text takes everything between addressees and signature.

        Where sections of it went to other fields, the rest is no whole.
        """
        whole = self._whole()
        if whole is None or whole.key in self._found or self._has_sections:
            return
        lines = [
            (at, one)
            for at, one in self._paragraphs()
            if self._body_from <= at < self._body_to and at not in self._used
        ]
        end = next((place for place, (_, one) in enumerate(lines) if ATTACHMENT.match(one.text)), len(lines))
        lines = lines[:end]
        if lines:
            self._used.update(at for at, _ in lines)
            text = "\n".join(one.text.strip() for _, one in lines)
            self._put(whole.key, text, "正文", place_of(lines[0][1]), text)

    def _tell_the_rest(self) -> None:
        for at, part in enumerate(self._parts):
            if at in self._used:
                continue
            if isinstance(part, Table):
                source = place_in(part)
                words = " ".join(text for row in part.grid.rows[:2] for text in row if text.strip())
                self.left.append(Left(short(words), NOT_RECOGNISED, source))
            elif part.text.strip():
                self.left.append(Left(short(part.text), NOT_RECOGNISED, place_of(part)))
