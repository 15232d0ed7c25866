"""The ledger (台账): what was published, when, in time or not, as the office is assessed by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.errors import OutsideError
from desktop_app.core.forms.search import Entry
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.ports import Clock, Workspace


class ExportFailed(OutsideError):
    """The file could not be written."""

    code = "L101"
    hint = "如果文件正在 Excel 或 WPS 里打开，请先关闭；也可以换一个文件名。"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger.

    Args:
        overdue: published late, or not published and past its deadline.
        receipt: what is known of the portal's copy, in a word.
    """

    id: str
    title: str
    doc_no: str
    area: str
    area_name: str
    form: str
    form_name: str
    state: State
    published_on: date | None
    due_on: date | None
    overdue: bool
    column: str
    board: bool
    receipt: str
    url: str

    def as_json(self) -> dict[str, Any]:
        """Return the line as `gongkai ledger --json` prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "doc_no": self.doc_no,
            "area": self.area,
            "area_name": self.area_name,
            "form": self.form,
            "status": str(self.state),
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "overdue": self.overdue,
            "column": self.column,
            "url": self.url,
        }


class Ledger:
    """The ledger over all disclosures of the workspace."""

    def __init__(self, workspace: Workspace, catalogue: Catalogue, clock: Clock) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._clock = clock

    def rows(
        self, year: int | None = None, area: str = "", status: str = "", text: str = ""
    ) -> list[LedgerRow]:
        """Return the lines that fit, latest first.

        Args:
            year: of publication, or of the last change where not published.
            text: occurs in title, document number or answers.
        """
        entries = {entry.id: entry for entry in self._catalogue.entries()}
        kept = (item for item in self._workspace.items() if _fits(item, year, area, status, text))
        return [self._row(item, entries.get(item.form)) for item in kept]

    def months(self, year: int) -> list[tuple[int, int, int]]:
        """Return month, published in time, published late."""
        counts: dict[int, Counter[bool]] = defaultdict(Counter)
        for row in self._published(year):
            if row.published_on is not None:
                counts[row.published_on.month][row.overdue] += 1
        return [(month, counts[month][False], counts[month][True]) for month in range(1, 13)]

    def areas(self, year: int) -> list[tuple[str, float, int]]:
        """Return area, share published in time (0 to 1) and how many, for areas with anything published."""
        counts: dict[str, Counter[bool]] = defaultdict(Counter)
        for row in self._published(year):
            counts[row.area_name][row.overdue] += 1
        return [(name, count[False] / count.total(), count.total()) for name, count in sorted(counts.items())]

    def _published(self, year: int) -> list[LedgerRow]:
        return [row for row in self.rows(year) if row.published_on is not None]

    def export(self, rows: Iterable[LedgerRow], path: Path) -> Path:
        """Write lines to an Excel workbook.

        Raises:
            ExportFailed: the file cannot be written.
        """
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        book = Workbook()
        book.remove(book.worksheets[0])
        sheet = book.create_sheet("台账")
        sheet.append([name for name, _width in _COLUMNS])
        for number, (_name, width) in enumerate(_COLUMNS, start=1):
            sheet.cell(1, number).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(number)].width = width
        for row in rows:
            sheet.append(_cells(row))
        sheet.freeze_panes = "A2"
        try:
            book.save(path)
        except OSError as error:
            raise ExportFailed(f"台账没有写进“{path.name}”。") from error
        return path

    def _row(self, item: Item, entry: Entry | None) -> LedgerRow:
        form = None if entry is None else self._catalogue.form(item.form).spec
        ends = _deadline(item.due)
        reached = item.published_at or self._clock()
        return LedgerRow(
            id=item.id,
            title=item.title,
            doc_no=str(item.values.get(form.document.doc_no, "")) if form else "",
            area=item.form.partition(".")[0],
            area_name=entry.area_name if entry else "",
            form=item.form,
            form_name=entry.name if entry else item.form,
            state=item.state,
            published_on=item.published_at.date() if item.published_at else None,
            due_on=ends.date() if ends else None,
            overdue=ends is not None and reached > ends,
            column=form.document.columns[0].rpartition("/")[2] if form else "",
            board=bool(entry and entry.bulletin_board),
            receipt=_receipt(item.state, is_posted=form is not None and form.posted_only),
            url=item.url,
        )


def _receipt(state: State, *, is_posted: bool) -> str:
    """Return how it is known to be public: by the portal's page, or because it was posted."""
    return "已张贴" if is_posted and state is State.PUBLISHED else _RECEIPTS.get(state, "")


_RECEIPTS = {State.PUBLISHED: "已核对", State.WITHDRAWN: "已撤回", State.QUEUED: "待发送"}
_COLUMNS = (
    ("标题", 50),
    ("文号", 24),
    ("领域", 16),
    ("事项类型", 28),
    ("状态", 10),
    ("公开日期", 12),
    ("期限", 12),
    ("是否逾期", 10),
    ("栏目", 24),
    ("网址", 50),
)


def _cells(row: LedgerRow) -> tuple[str, ...]:
    return (
        row.title,
        row.doc_no,
        row.area_name,
        row.form_name,
        STATE_WORDS[row.state],
        row.published_on.isoformat() if row.published_on else "",
        row.due_on.isoformat() if row.due_on else "",
        "逾期" if row.overdue else "",
        row.column,
        row.url,
    )


def _fits(item: Item, year: int | None, area: str, status: str, text: str) -> bool:
    when = item.published_at or item.updated_at
    return (
        (year is None or when.year == year)
        and (not area or item.form.partition(".")[0] == area)
        and (not status or item.state == status)
        and (not text or text in item.title or any(text in str(raw) for raw in item.values.values()))
    )


def _deadline(due: str) -> datetime | None:
    if not due:
        return None
    ends = datetime.fromisoformat(due)
    return ends if "T" in due else datetime.combine(ends.date(), time.max)
