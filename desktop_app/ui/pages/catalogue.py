"""The catalogue (新建): every type of disclosure, found by characters, pinyin or initials while one types."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.forms.grouping import groups
from desktop_app.core.forms.search import Entry
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.catalogue_nav import CatalogueNav
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_ALL, _OWN, _FAVOURITES, _RECENT = "全部事项", "本单位", "常用", "最近用过"
_RECENT_SHOWN = 12
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Args:
        fitting: what fits, best first; one's own first where nothing was typed.
        everything: the whole catalogue.
        own: ids of the types that this office leads.
        favourites: ids of those that the clerk marked.
        recent: ids of those used last, the latest first.
        broken: the sentences about form files that could not be read.
    """

    fitting: list[Entry] = field(default_factory=list)
    everything: list[Entry] = field(default_factory=list)
    own: frozenset[str] = frozenset()
    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    broken: list[str] = field(default_factory=list)

    def marked(self, ids: tuple[str, ...]) -> list[Entry]:
        """Return what fits of some types, in their order."""
        fitting = {entry.id: entry for entry in self.fitting}
        return [fitting[one] for one in ids if one in fitting]


class CataloguePage(Page):
    """Finds a type and begins a draft of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "新建", parent)
        self._found, self._parts = Found(), dict[str, list[Entry]]()
        self._part, self._query = _ALL, ""
        self.mark = self.bar.add_button("设为常用", "Ctrl+D")
        self.bring = self.bar.add_button("从文件导入…", "Ctrl+I")
        self.begin = self.bar.add_button("开始填写", "Enter", primary=True, bound=False)
        self.search = QLineEdit()
        self.nav = CatalogueNav()
        self.list = RowsView("事项类型", self._columns(), lambda entry: entry.id)
        self.empty = EmptyState(
            "没有找到", "换个说法试试：可以写名称里的几个字、全拼或拼音首字母。", "显示全部"
        )
        self.overlaps, self.broken_card, self.broken = QLabel(), Card("打不开的表单"), QLabel()
        self.copy = QAction("复制到本单位来修改", self)
        self.open_path = open_path
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
        catalogue = self.desk.catalogue
        catalogue.refresh()
        own = frozenset(entry.id for entry in catalogue.own(self.desk.settings.office_name))
        fitting = catalogue.search(self._query)
        if not self._query.strip():
            fitting = sorted(fitting, key=lambda entry: entry.id not in own)
        return Found(
            fitting,
            catalogue.entries(),
            own,
            self.desk.settings.favourites,
            tuple(self.desk.drafts.forms_used(_RECENT_SHOWN)),
            [str(error) for error in catalogue.broken()],
        )

    def show_loaded(self, found: Found) -> None:
        """Show what was found."""
        self._found = found
        self.bar.say(f"共 {len(found.everything)} 类事项，写完一份会自动保存为草稿")
        self._divide()
        self.broken.setText("\n".join(found.broken))
        self.broken_card.note.setText(f"{len(found.broken)} 个，其他表单照常使用")
        self.broken_card.setVisible(bool(found.broken))

    def _divide(self) -> None:
        found = self._found
        named = {_ALL: found.fitting}
        if found.own:
            named[_OWN] = [entry for entry in found.fitting if entry.id in found.own]
        if found.favourites:
            named[_FAVOURITES] = found.marked(found.favourites)
        if found.recent:
            named[_RECENT] = found.marked(found.recent)
        whole = groups(found.everything, self.nav.grouping)
        fitting = groups(found.fitting, self.nav.grouping)
        self._parts = named | {name: fitting.get(name, []) for name in whole}
        self._part = self._part if self._part in self._parts else _ALL
        self.nav.show_parts({name: len(entries) for name, entries in self._parts.items()}, self._part)
        self._show_part()

    def _show_part(self) -> None:
        entries = self._parts[self._part]
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

    def _on_part(self, name: str) -> None:
        self._part = name
        self._show_part()

    def _on_current(self, entry: Entry | None) -> None:
        self.begin.setEnabled(entry is not None)
        self.mark.setEnabled(entry is not None)
        is_marked = entry is not None and entry.id in self._found.favourites
        self.mark.setText(f"{'取消常用' if is_marked else '设为常用'}  Ctrl+D")
        self._show_overlaps(entry)

    def _on_bring(self) -> None:
        self.import_wanted.emit(self.list.current.id if self.list.current is not None else "")

    def _show_overlaps(self, entry: Entry | None) -> None:
        """Tell where another form fits better, so that nobody writes the same matter twice."""
        names = {one.id: one.name for one in self._found.everything}
        better = [one for one in (entry.overlaps if entry else ()) if one.form in names]
        links = "；".join(
            f"{escape(one.when)}，请用<a href='{one.form}'>{escape(names[one.form])}</a>" for one in better
        )
        self.overlaps.setText(f"有专门的表单：{links}。")
        self.overlaps.setVisible(bool(better))

    def _on_mark(self) -> None:
        entry = self.list.current
        if entry is None:
            return
        kept = self.desk.settings.favourites
        fresh = tuple(one for one in kept if one != entry.id) if entry.id in kept else (*kept, entry.id)
        settings = msgspec.structs.replace(self.desk.settings, favourites=fresh)
        self.work(lambda _progress: self.desk.save_settings(settings))

    def _on_copy(self) -> None:
        entry = self.list.current
        if entry is not None:
            self.work(lambda _progress: self.desk.copy_form(entry.id), self._on_copied)

    def _on_copied(self, file: Path) -> None:
        self.banner.say(
            f"已复制到 {file}。用记事本打开修改，存盘以后就按新的；写法见说明“自己加一个表单”。", "green"
        )
        self.open_path(file.parent)

    def _on_begin(self) -> None:
        if (entry := self.list.current) is not None:
            self.form_wanted.emit(entry.id)

    def _on_chosen(self, entry: Entry) -> None:
        self.form_wanted.emit(entry.id)

    def _on_typed(self) -> None:
        self._query = self.search.text()
        self._part = _ALL
        self.refresh()

    def _on_show_all(self) -> None:
        self._part = _ALL
        self.search.clear()
        self._divide()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _columns(self) -> tuple[Column[Entry], ...]:
        return (
            Column("事项类型", lambda entry: entry.name),
            Column("领域", lambda entry: entry.area_name, width=168, is_quiet=True),
            Column("文种", lambda entry: entry.document_kind, width=110, is_quiet=True, is_spare=True),
            Column("公开期限", lambda entry: entry.time_limit or NONE, is_quiet=True),
            Column(
                "要填", lambda entry: f"{entry.elements} 项", width=72, order=lambda entry: entry.elements,
                is_number=True, is_spare=True
            ),
            Column(
                "张贴", lambda entry: "公示栏" if entry.bulletin_board else "", lambda entry: "blue", width=84
            ),
            Column("常用", lambda entry: "★" if entry.id in self._found.favourites else "", width=56),
        )  # fmt: skip

    def _set_up_search(self) -> None:
        self.search.setPlaceholderText("写名称里的字、拼音或首字母，如：低保、dibao、db；↑↓ 选择，Enter 开始")
        self.search.setAccessibleName("找事项类型")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)

    def _lay_out(self) -> None:
        self.overlaps.setWordWrap(True)
        self.overlaps.setProperty("role", "hint")
        self.overlaps.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.overlaps.hide()
        self.broken.setWordWrap(True)
        self.broken.setProperty("role", "sub")
        self.broken.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.broken_card.add(self.broken)
        self.broken_card.hide()
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.search)
        right.addWidget(self._stack, 1)
        right.addWidget(self.overlaps)
        right.addWidget(self.broken_card)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.setTabOrder(self.search, self.list)
        self.setTabOrder(self.list, self.nav)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_begin)
        self.nav.part_wanted.connect(self._on_part)
        self.nav.divided.connect(self._divide)
        self.overlaps.linkActivated.connect(self.form_wanted)
        self.mark.clicked.connect(self._on_mark)
        self.bring.clicked.connect(self._on_bring)
        self.copy.triggered.connect(self._on_copy)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.addAction(self.copy)
        self.list.row_wanted.connect(self._on_chosen)
        self.list.current_changed.connect(self._on_current)
        self.begin.clicked.connect(self._on_begin)
        self.empty.wanted.connect(self._on_show_all)
