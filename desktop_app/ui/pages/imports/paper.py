"""What a document says for a form: every value beside the place it came from; the clerk ticks what is right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.forms.kinds import shown
from desktop_app.core.imports.suggestion import Extract, Source, Suggestion
from desktop_app.core.imports.surroundings import around
from desktop_app.services.imports import DocumentSession
from desktop_app.ui.pages.imports.place_view import PlaceView
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.plain_table import set_up_plain

_TITLES = ("核对", "表单项", "将要填入", "出处", "原文")
_WIDTHS = (48, 110, 180, 110, 0)
_LEFT_TITLES = ("出处", "原文", "为什么没有用上")
_LEFT_WIDTHS = (120, 0, 250)
_ROW_HEIGHT = 34
_READ_WIDTH, _ORIGINAL_WIDTH = 660, 600


class PaperView(QWidget):
    """Shows suggestions, none of them taken until it is ticked.

    Signals:
        ticked: how many are ticked now.
        page_wanted: number of a page that shall be shown beside what was read of it.
    """

    ticked = Signal(int)
    page_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.remark = QLabel()
        self.remark.setProperty("role", "remark")
        self.remark.setWordWrap(True)
        self.table = _make_table("认出的内容", _TITLES, _WIDTHS)
        self.left = _make_table("没有用上的内容", _LEFT_TITLES, _LEFT_WIDTHS)
        self.place = PlaceView()
        self._keys: list[str] = []
        self._session: DocumentSession | None = None
        self._pages: dict[int, bytes] = {}
        self._shown: Source | None = None
        self._found, self._rest = Card("认出的内容", flush=True), Card("没有用上的内容", flush=True)
        self._lay_out()
        self.table.itemChanged.connect(self._on_changed)
        self.table.itemSelectionChanged.connect(self._on_found_selected)
        self.left.itemSelectionChanged.connect(self._on_left_selected)

    @property
    def keys(self) -> list[str]:
        """The fields whose values were confirmed."""
        checked = Qt.CheckState.Checked
        items = ((key, self.table.item(row, 0)) for row, key in enumerate(self._keys))
        return [key for key, item in items if item is not None and item.checkState() == checked]

    def show_session(self, session: DocumentSession) -> None:
        """Show what a document says."""
        extract = session.extract
        self._session, self._pages, self._shown = session, {}, None
        self.place.clear()
        self.table.blockSignals(True)
        self._keys = [one.key for one in extract.suggestions]
        self.table.setRowCount(len(self._keys))
        for row, one in enumerate(extract.suggestions):
            self._show_row(row, one, session)
        self.table.blockSignals(False)
        self._show_rest(extract)
        self.remark.setText(extract.remark)
        self.remark.setVisible(bool(extract.remark))
        self._on_changed()
        self.table.clearSelection()
        self.table.selectRow(0)

    def show_picture(self, page: int, png: bytes) -> None:
        """Show a page that was wanted, and keep it while the document is looked through."""
        self._pages[page] = png
        if self._shown is not None and self._shown.page == page:
            self.place.show_page(self._shown, png)

    def _on_found_selected(self) -> None:
        if self._session is not None and self.table.selectedItems():
            self.left.clearSelection()
            self._show_place(self._session.extract.suggestions[self.table.currentRow()].source)

    def _on_left_selected(self) -> None:
        if self._session is not None and self.left.selectedItems():
            self.table.clearSelection()
            self._show_place(self._session.extract.left[self.left.currentRow()].source)

    def _show_place(self, source: Source) -> None:
        self._shown = source
        if self._session is None:
            return
        if not source.page:
            self.place.show_text(source, around(self._session.paper, source))
        elif source.page in self._pages:
            self.place.show_page(source, self._pages[source.page])
        else:
            self.place.say(source.words, "正在显示这一页…")
            self.page_wanted.emit(source.page)

    def tick_all(self) -> None:
        """Confirm every value; the person has looked at all of them."""
        for row in range(self.table.rowCount()):
            if (item := self.table.item(row, 0)) is not None:
                item.setCheckState(Qt.CheckState.Checked)

    def _show_row(self, row: int, one: Suggestion, session: DocumentSession) -> None:
        asked = session.form.fields[one.key]
        value = f"{len(one.answer)} 行" if asked.kind == "table" else shown(asked.kind, one.answer, asked)
        tick = QTableWidgetItem()
        tick.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        tick.setCheckState(Qt.CheckState.Unchecked)
        tick.setToolTip(f"核对“{one.label}”")
        self.table.setItem(row, 0, tick)
        for column, text in enumerate(
            (one.label, value, f"{one.source.words}（{one.why}）", one.quote), start=1
        ):
            self.table.setItem(row, column, _item(text))

    def _show_rest(self, extract: Extract) -> None:
        self.left.setRowCount(len(extract.left))
        for row, one in enumerate(extract.left):
            for column, text in enumerate((one.source.words, one.quote, one.reason)):
                self.left.setItem(row, column, _item(text))
        self._rest.note.setText(f"{len(extract.left)} 处" if extract.left else "没有")

    def _on_changed(self, _item: object = None) -> None:
        count = len(self.keys)
        self._found.note.setText(f"共 {len(self._keys)} 项，已核对 {count} 项；只有打勾的才填进表单")
        self.ticked.emit(count)

    def _lay_out(self) -> None:
        self._found.add(self.table, 1)
        self._rest.add(self.left, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self._found)
        halves.addWidget(self._rest)
        halves.setChildrenCollapsible(False)
        halves.setSizes([400, 180])
        original = Card("原件", flush=True)
        original.add(self.place, 1)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(halves)
        beside.addWidget(original)
        beside.setChildrenCollapsible(False)
        beside.setSizes([_READ_WIDTH, _ORIGINAL_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.remark)
        column.addWidget(beside, 1)


def _make_table(name: str, titles: tuple[str, ...], widths: tuple[int, ...]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    set_up_plain(table, name, widths, _ROW_HEIGHT)
    return table


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(" ".join(text.split()))
    item.setToolTip(text)
    return item
