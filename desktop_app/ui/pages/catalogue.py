"""The catalogue (新建): every type of disclosure, found by characters, pinyin or initials while one types."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.forms.search import Entry
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE
from desktop_app.ui.pages.page import Page
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView
from desktop_app.ui.widgets.section_nav import SectionNav

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_AREAS_WIDTH = 172
_ALL = "全部领域"
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Args:
        areas: name of each area to how many of its types fit, all areas of the catalogue.
        broken: the sentences about form files that could not be read.
    """

    total: int
    entries: list[Entry]
    areas: dict[str, int]
    broken: list[str]


_COLUMNS = (
    Column[Entry]("事项类型", lambda entry: entry.name),
    Column[Entry]("领域", lambda entry: entry.area_name, width=168, is_quiet=True),
    Column[Entry]("文种", lambda entry: entry.document_kind, width=110, is_quiet=True, is_spare=True),
    Column[Entry]("公开期限", lambda entry: entry.time_limit or NONE, is_quiet=True),
    Column[Entry](
        "要填", lambda entry: f"{entry.elements} 项", width=72, order=lambda entry: entry.elements,
        is_number=True, is_spare=True
    ),
    Column[Entry](
        "张贴", lambda entry: "公示栏" if entry.bulletin_board else "", lambda entry: "blue", width=84
    ),
)  # fmt: skip


class CataloguePage(Page):
    """Finds a type and begins a draft of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "新建", parent)
        self._found = Found(0, [], {}, [])
        self._area = self._query = ""
        self.begin = self.bar.add_button("开始填写", "Enter", primary=True, bound=False)
        self.search = QLineEdit()
        self.areas = SectionNav()
        self.list = RowsView("事项类型", _COLUMNS, lambda entry: entry.id)
        self.empty = EmptyState(
            "没有找到", "换个说法试试：可以写名称里的几个字、全拼或拼音首字母。", "显示全部"
        )
        self.broken_card, self.broken = Card("打不开的表单"), QLabel()
        self._stack = OrEmpty(self.list, self.empty)
        self._set_up_search()
        self._lay_out()
        self._connect()
        self.first = self.finder = self.search
        self._on_current(None)

    def look_for(self, text: str) -> None:
        """Look for what was typed elsewhere."""
        self.search.setText(text)

    def load(self, progress: Progress) -> Found:
        """Search for what the person typed last."""
        everything = self.desk.catalogue.entries()
        entries = self.desk.catalogue.search(self._query)
        fitting = Counter(entry.area_name for entry in entries)
        areas = {entry.area_name: fitting[entry.area_name] for entry in everything}
        broken = [str(error) for error in self.desk.catalogue.broken()]
        return Found(len(everything), entries, areas, broken)

    def show_loaded(self, found: Found) -> None:
        """Show what was found."""
        self._show_areas(found)
        self._found = found
        self.bar.say(f"共 {found.total} 类事项，写完一份会自动保存为草稿")
        self._show_entries()
        self.broken.setText("\n".join(found.broken))
        self.broken_card.note.setText(f"{len(found.broken)} 个，其他表单照常使用")
        self.broken_card.setVisible(bool(found.broken))

    def _show_areas(self, found: Found) -> None:
        names = [_ALL, *found.areas]
        if list(found.areas) != list(self._found.areas):
            self.areas.show_sections(names)
            self._area = ""
        for number, count in enumerate((len(found.entries), *found.areas.values())):
            self.areas.show_status(number, str(count) if count else "", "ink3")

    def _show_entries(self) -> None:
        entries = [entry for entry in self._found.entries if self._area in ("", entry.area_name)]
        self.list.show_rows(entries)
        if entries:
            self.list.go_to(0)
        self._stack.show_full(bool(entries))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk through the list while one types."""
        is_move = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_move and event.key() in _MOVES:  # type: ignore[attr-defined]
            self.list.keyPressEvent(event)  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _on_area(self, number: int) -> None:
        self._area = "" if number == 0 else list(self._found.areas)[number - 1]
        self._show_entries()

    def _on_current(self, entry: Entry | None) -> None:
        self.begin.setEnabled(entry is not None)

    def _on_begin(self) -> None:
        if (entry := self.list.current) is not None:
            self.form_wanted.emit(entry.id)

    def _on_chosen(self, entry: Entry) -> None:
        self.form_wanted.emit(entry.id)

    def _on_typed(self) -> None:
        self._query = self.search.text()
        self._area = ""
        self.areas.follow(0)
        self.refresh()

    def _on_show_all(self) -> None:
        self.search.clear()
        self.areas.setCurrentRow(0)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _set_up_search(self) -> None:
        self.search.setPlaceholderText("写名称里的字、拼音或首字母，如：低保、dibao、db；↑↓ 选择，Enter 开始")
        self.search.setAccessibleName("找事项类型")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)

    def _lay_out(self) -> None:
        self.areas.setAccessibleName("领域")
        self.areas.setFixedWidth(_AREAS_WIDTH)
        self.broken.setWordWrap(True)
        self.broken.setProperty("role", "sub")
        self.broken.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.broken_card.add(self.broken)
        self.broken_card.hide()
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.search)
        right.addWidget(self._stack, 1)
        right.addWidget(self.broken_card)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.areas)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.setTabOrder(self.search, self.list)
        self.setTabOrder(self.list, self.areas)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_begin)
        self.areas.section_wanted.connect(self._on_area)
        self.list.row_wanted.connect(self._on_chosen)
        self.list.current_changed.connect(self._on_current)
        self.begin.clicked.connect(self._on_begin)
        self.empty.wanted.connect(self._on_show_all)
