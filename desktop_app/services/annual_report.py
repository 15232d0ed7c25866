"""The annual report begun from what the workspace knows, with a list of what each figure was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.disclosure.item import NOT_REVIEWED
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.forms.answers import Answers
from desktop_app.core.ledger.figures import by
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.progress import Progress, silent
from desktop_app.core.reports.annual import (
    Asked,
    Cell,
    Count,
    Counted,
    Plan,
    RequestTable,
    Source,
    request_table,
)
from desktop_app.core.shapes import shaped
from desktop_app.services.ledger import Ledger
from desktop_app.services.ports import Workspace
from desktop_app.services.requests import Requests
from desktop_app.services.resource_files import read_yaml

if TYPE_CHECKING:
    from desktop_app.services.documents import Documents
    from desktop_app.services.drafts import Drafts, Opened
    from desktop_app.settings import Settings

FILE = "annual-report.yaml"
_REASONS = ("refuse_reason", "no_process_reason", "unable_reason")
"""Answers of the letters in which the reason stands."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The report as far as the registers know it.

    Args:
        sources: every figure that is not 0.
        unplaced: numbers of answered requests whose row nobody has said.
    """

    values: dict[str, Any]
    sources: tuple[Source, ...]
    unplaced: tuple[str, ...]


class AnnualReport:
    """Counts ledger and register, and begins the report.

    Args:
        plan: the file that says what is counted where.
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        ledger: Ledger,
        requests: Requests,
        drafts: Drafts,
        documents: Documents,
        plan: Path,
        settings: Callable[[], Settings],
    ) -> None:
        self._workspace = workspace
        self._ledger = ledger
        self._requests = requests
        self._drafts = drafts
        self._documents = documents
        self._plan_file = plan
        self._settings = settings

    @cached_property
    def plan(self) -> Plan:
        """What is counted where."""
        return shaped(read_yaml(self._plan_file), Plan)

    def count(self, year: int, progress: Progress = silent) -> Begun:
        """Return the report's answers for a year, and where each figure comes from."""
        tables, sources = self._second_part(year, progress)
        third = request_table(self.plan, self._asked(), year)
        office = self._settings()
        values = {
            "unit": office.office_name,
            "year": year,
            "intro": _INTRO.format(year=year),
            "overall": self._overall(year, third),
            **tables,
            "t3": third.rows,
            "t4": [{"group": one, **dict.fromkeys(_RESULTS, 0)} for one in self.plan.reviews],
            "contact_phone": office.office_phone,
            "issuer_org": office.office_name,
        }
        return Begun(values, (*sources, *third.sources), tuple(third.unplaced))

    def begin(self, year: int, progress: Progress = silent) -> tuple[Item, Begun]:
        """Begin the report as a draft; what people must write is left empty and asked for by the form."""
        begun = self.count(year, progress)
        item = self._drafts.create(self.plan.form)
        answers = self._answers(self._drafts.open(item.id), begun)
        return self._drafts.save(item.id, answers.values, "active", NOT_REVIEWED, item.revision), begun

    def write(self, year: int, out: Path, progress: Progress = silent) -> tuple[Path, Path, Begun]:
        """Write the report as far as it is known to a docx, and the sources of its figures to a workbook beside it.

        Raises:
            FileUnwritable, ExportFailed: the disk refuses.
        """
        from desktop_app.services.files import write_file

        begun = self.count(year, progress)
        opened = self._drafts.blank(self.plan.form)
        answers = self._answers(opened, begun)
        document = self._documents.document(answers)
        docx = write_file(out, self._documents.docx(document))
        return docx, self.write_sources(begun, out.with_name(f"{out.stem}（数字来源）.xlsx")), begun

    def write_sources(self, begun: Begun, out: Path) -> Path:
        """Write where each figure comes from, a line for each thing that was counted.

        Raises:
            ExportFailed: the file cannot be written.
        """
        from desktop_app.services.workbooks import write_table

        heads = (("表和行", 60), ("数字", 8), ("数的是哪一件", 70))
        rows = [(one.place, one.value, item.words) for one in begun.sources for item in one.items]
        rows += [("三、还没有归到哪一行，请先补写答复理由", 1, number) for number in begun.unplaced]
        return write_table(out, "数字来源", heads, rows)

    def _answers(self, opened: Opened, begun: Begun) -> Answers:
        known = {key: raw for key, raw in begun.values.items() if key in opened.form.fields}
        answers = Answers(opened.form, {**opened.answers.values, **known}, self._drafts.context())
        answers.suggest_all()
        return answers

    # ── counting ────────────────────────────

    def _second_part(self, year: int, progress: Progress) -> tuple[dict[str, Any], list[Source]]:
        tables: dict[str, list[dict[str, Any]]] = {}
        sources = []
        for number, cell in enumerate(self.plan.figures):
            progress("清点台账", number / len(self.plan.figures))
            found = [counted for count in cell.counts for counted in self._counted(count, year)]
            value = sum(times for _, times in found)
            _put(tables, cell, value)
            if found:
                sources.append(Source(_place(cell), value, tuple(one for one, _ in found)))
        tables["t20_8"] = [{"item": one, "amount": "0"} for one in self.plan.fees]
        return tables, sources

    def _counted(self, count: Count, year: int) -> Iterator[tuple[Counted, int]]:
        asked = Filters(form=count.form, state=State.PUBLISHED, year=None if count.ever else year)
        ids = [row.id for row in self._ledger.rows(asked)]
        for begun in range(0, len(ids), _BATCH):
            for item in self._workspace.items_with(ids[begun : begun + _BATCH]):
                if times := count.of(item.values):
                    yield Counted(f"{item.id} {item.title}", item.id), times

    def _asked(self) -> Iterator[Asked]:
        for running in self._requests.rows():
            request = running.request
            yield Asked(
                number=request.number,
                applicant=request.applicant.kind,
                received_on=running.clock.received_on,
                answered_on=request.answered_on,
                answer=str(request.answer or ""),
                reason=self._reason(request.letter),
            )

    def _reason(self, letter: str) -> str:
        for item in self._workspace.items_with([letter] if letter else []):
            return next((str(item.values[key]) for key in _REASONS if item.values.get(key)), "")
        return ""

    def _overall(self, year: int, third: RequestTable) -> str:
        score = by(self._ledger.figures(year), lambda _figure: None).get(None)
        totals = {row["item"]: row["total"] for row in third.rows}
        rows = self.plan.requests
        active = f"全年主动公开信息{score.total}条" if score else "全年没有主动公开信息"
        return "\n".join(
            (
                f"（一）主动公开。{active}{_lateness(score.late if score else 0)}。",
                f"（二）依申请公开。新收申请{totals[rows.received]}件，上年结转{totals[rows.carried_in]}件，"
                f"办结{totals[rows.total]}件，结转下年度{totals[rows.carried_out]}件。",
            )
        )


_BATCH = 200
_RESULTS = ("keep", "correct", "other", "pending", "total")
_INTRO = (
    "本报告依据《中华人民共和国政府信息公开条例》和国务院办公厅规定的格式编制，"
    "数据统计期限为{year}年1月1日至12月31日。"
)


def _lateness(late: int) -> str:
    return f"，其中{late}条晚于规定期限" if late else ""


def _put(tables: dict[str, list[dict[str, Any]]], cell: Cell, value: int) -> None:
    rows = tables.setdefault(cell.table, [])
    row = next((one for one in rows if one["item"] == cell.row), None)
    if row is None:
        row = {"item": cell.row}
        rows.append(row)
    row[cell.column] = value


def _place(cell: Cell) -> str:
    return f"二、{_ITEMS[cell.table]} {cell.row}，{_COLUMNS[cell.column]}"


_ITEMS = {"t20_1": "第二十条第（一）项", "t20_5": "第二十条第（五）项", "t20_6": "第二十条第（六）项"}
_COLUMNS = {
    "made": "本年制发件数",
    "abolished": "本年废止件数",
    "valid": "现行有效件数",
    "count": "本年处理决定数量",
}


def unplaced_words(numbers: Sequence[str]) -> str:
    """Return the sentence about requests that fit no row; empty where there is none."""
    if not numbers:
        return ""
    return f"有 {len(numbers)} 件已答复的申请没有写明理由，还没有计入：{'、'.join(numbers)}。"
