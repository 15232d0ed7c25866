"""Settings (设置): whose program this is, where it publishes to, and where the data lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.core.disclosure.route import Route, RouteError
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.people import Person
from desktop_app.core.progress import Progress
from desktop_app.services.portals import KnownPortal
from desktop_app.settings import Settings
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.typeset import ONE_AT_A_TIME
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.calm_box import CalmBox
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.font_fields import FontFields
from desktop_app.ui.widgets.look_fields import LookFields
from desktop_app.ui.widgets.office_fields import FIELDS, OfficeFields
from desktop_app.ui.widgets.people_dialog import PeopleDialog
from desktop_app.ui.widgets.portal_buttons import PortalButtons
from desktop_app.ui.widgets.review_fields import ReviewFields

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.holidays import Moved
    from desktop_app.services.updates import Installed

_WIDEST = 860
_NAMED = 3
"""So many titles stand in a sentence; the story of each disclosure has its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept now."""

    settings: Settings
    portals: list[KnownPortal]
    routes: tuple[Route, ...]
    own_routes: tuple[Route, ...]
    route_fault: str
    people: list[Person]


class SettingsPage(Page):
    """Edits the settings; they hold from the moment in which they are saved.

    Signals:
        look_changed: the window shall look as the settings say now.
    """

    look_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "设置", parent)
        self.save = self.bar.add_button("保存", "Ctrl+S", primary=True)
        self.office = OfficeFields(
            tuple(FIELDS), Tools(desk.deadlines.today(), desk.catalogue.matches), columns=2
        )
        self.portal, self.portal_note, self.portals = CalmBox(), QLabel(), PortalButtons(desk)
        self.fonts, self.review, self.look = FontFields(), ReviewFields(), LookFields()
        self.dialog: PeopleDialog | None = None
        self._kept: Kept | None = None
        self._putting = Latest(self)
        self.guided = QCheckBox("填表时一次只显示一个部分（一步一步填）")
        self.notified = QCheckBox("每天在屏幕角上提醒今天到期和已逾期的")
        self.both_sides = QCheckBox("公文双面印、左侧装订（偶数页的订口在右边）")
        self.open_path = open_path
        self.choose_pack = self._ask_for_pack
        self._portals: list[KnownPortal] = []
        self.doctor_dialog: QDialog | None = None
        self.holidays_dialog: QDialog | None = None
        self.lock_dialog: QDialog | None = None
        self.sharing_dialog: QDialog | None = None
        self._is_edited = self._is_look_new = False
        self._lay_out()
        self._connect()
        self.first = self.office.frames["office_name"].editor.target

    def load(self, progress: Progress) -> Kept:
        """Return what is kept."""
        own, fault = self._own_routes()
        return Kept(
            settings=self.desk.settings,
            portals=self.desk.portals(),
            routes=self.desk.routes.presets(),
            own_routes=own,
            route_fault=fault,
            people=self.desk.people.everybody(),
        )

    def _own_routes(self) -> tuple[tuple[Route, ...], str]:
        """Return the office's own routes, or what is wrong with their file: settings open all the same."""
        try:
            return self.desk.routes.own(), ""
        except RouteError as error:
            return (), str(error)

    def show_loaded(self, kept: Kept) -> None:
        """Show what is kept, unless the person is in the middle of changing it."""
        self._kept = kept
        self.review.show_people(kept.people)
        if self._is_edited:
            return
        chosen = kept.settings.review_route
        self.review.show_routes(kept.routes, chosen, len(kept.own_routes), kept.route_fault)
        values = msgspec.structs.asdict(kept.settings)
        self.office.show_values({key: values[key] for key in FIELDS})
        self.guided.setChecked(kept.settings.guided)
        self.notified.setChecked(kept.settings.notified)
        self.both_sides.setChecked(kept.settings.both_sides)
        self.fonts.show_values(kept.settings.fonts)
        self.look.show_chosen(kept.settings.theme, kept.settings.type_size)
        self._show_portals(kept)
        self._set_edited(False)

    def _show_portals(self, kept: Kept) -> None:
        self._portals = kept.portals
        self.portal.blockSignals(True)
        self.portal.clear()
        for one in kept.portals:
            self.portal.addItem(one.title, one.name)
        self.portal.setCurrentIndex(self.portal.findData(kept.settings.portal))
        self.portal.blockSignals(False)
        self._show_portal_note()

    def _show_portal_note(self) -> None:
        number = self.portal.currentIndex()
        if number < 0:
            self.portal_note.setText(f"找不到原来选的门户“{self.desk.settings.portal}”，请重新选一个。")
            return
        chosen = self._portals[number]
        self.portals.name = chosen.name
        self.portal_note.setText(chosen.fault or chosen.place)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_save(self) -> None:
        if not self.office.check() or not self.fonts.check():
            self.banner.say("还有要改的地方，改好再保存。", "red")
            return
        theme, size = self.look.chosen
        fresh = msgspec.structs.replace(
            self.desk.settings,
            **self.office.values,
            portal=self.portal.currentData() or self.desk.settings.portal,
            guided=self.guided.isChecked(),
            notified=self.notified.isChecked(),
            both_sides=self.both_sides.isChecked(),
            fonts=self.fonts.values,
            review_route=self.review.chosen,
            theme=theme,
            type_size=size,
        )
        self._is_look_new = self._look_of(fresh) != self._look_of(self.desk.settings)
        self.work(lambda _progress: self.desk.save_settings(fresh), self._on_saved)

    def _on_saved(self, _nothing: object) -> None:
        self._set_edited(False)
        self.say_saved()
        if self._is_look_new:
            self.look_changed.emit()

    def say_saved(self) -> None:
        """Tell that the settings are kept."""
        self.banner.say("已保存，从现在起按新的设置。", "green")

    @staticmethod
    def _look_of(settings: Settings) -> tuple[str, str]:
        return settings.theme, settings.type_size

    def _on_edited(self) -> None:
        self._set_edited(True)

    def _on_portal(self) -> None:
        self._show_portal_note()
        self._set_edited(True)

    def _on_portal_saved(self, name: str) -> None:
        self.banner.say(f"门户“{name}”已保存。", "green")
        self.refresh()

    def _on_secrets_kept(self) -> None:
        self.work(self.desk.outbox.go_on, self._on_went_on)

    def _on_went_on(self, jobs: Sequence[Job]) -> None:
        if jobs:
            done = sum(job.state is JobState.DELIVERED for job in jobs)
            self.banner.say(
                f"等口令的 {len(jobs)} 件接着发送，{done} 件已公开并核对；其余的见发件箱。", "green"
            )

    def _set_edited(self, edited: bool) -> None:
        self._is_edited = edited
        self.save.setEnabled(edited)
        self.bar.say("有改动还没有保存" if edited else "")

    def _on_people(self) -> None:
        if self._kept is None:
            return
        steps = {
            step.id: step for route in (*self._kept.own_routes, *self._kept.routes) for step in route.steps
        }
        self.dialog = PeopleDialog(self._kept.people, tuple(steps.values()), self)
        self.dialog.put.connect(self._on_put)
        self.dialog.open()

    def _on_put(self, person: Person, password: str, by: str, by_password: str) -> None:
        self._putting.run(lambda _progress: self.desk.people.put(person, password, by, by_password))

    def _on_person_put(self, person: Person) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.refresh()
        self.banner.say(f"已登记“{person.name}”。", "green")

    def _on_person_refused(self, error: object) -> None:
        if self.dialog is not None:
            self.dialog.say(str(error))

    def _on_own_styles(self) -> None:
        self.work(lambda _progress: self.desk.documents.begin_own_styles(), self.open_path)

    def _on_standard_styles(self) -> None:
        self.work(lambda _progress: self.desk.documents.drop_own_styles(), self._on_standard)

    def _on_standard(self, _nothing: object) -> None:
        self.banner.say("以后生成的 Word 文档按标准样式；原来的样式文件改名留着。", "green")

    def _on_open_data(self) -> None:
        self.open_path(self.desk.folder)

    def _on_examine(self) -> None:
        from desktop_app.ui.widgets.doctor_dialog import DoctorDialog

        self.doctor_dialog = DoctorDialog(self.desk.doctor, self)
        self.doctor_dialog.open()

    def _on_lock(self) -> None:
        from desktop_app.services.lock import proposed_passphrase
        from desktop_app.ui.widgets.lock_dialog import LockDialog

        self.lock_dialog = LockDialog(self.desk.lock, self._print_lock_sheet, proposed_passphrase, self)
        self.lock_dialog.open()

    def _on_sharing(self) -> None:
        from desktop_app.ui.widgets.sharing_dialog import SharingDialog

        self.sharing_dialog = SharingDialog(self.desk.sharing, self, is_shared=self.desk.is_shared)
        self.sharing_dialog.open()

    def _print_lock_sheet(self, passphrase: str) -> None:
        sheets = self.desk.lock.sheet(passphrase)
        self.desk.printing.send(sheets, self.desk.printing.last_ticket, one_at_a_time=ONE_AT_A_TIME)

    def _on_holidays(self) -> None:
        from desktop_app.ui.widgets.holidays_dialog import HolidaysDialog

        dialog = HolidaysDialog(self.desk.holidays, self)
        dialog.adopted.connect(self._on_holidays_adopted)
        self.holidays_dialog = dialog
        dialog.open()

    def _on_holidays_adopted(self, moved: Sequence[Moved]) -> None:
        named = "、".join(one.item.title for one in moved[:_NAMED])
        more = "等" if len(moved) > _NAMED else ""
        said = f"{len(moved)} 件的期限变了：{named}{more}。" if moved else "没有期限因此变动。"
        self.banner.say(f"放假安排已采用。{said}", "green")
        self.changed.emit()

    def _on_update(self) -> None:
        chosen = self.choose_pack()
        if chosen:
            self.work(lambda progress: self.desk.updates.install(Path(chosen), progress), self._on_updated)

    def _on_updated(self, taken: Installed) -> None:
        words = f"已装上第 {taken.serial} 号更新包“{taken.name}”（{taken.issued_on}），重新打开程序后起作用。"
        self.banner.say(words, "green")

    def _ask_for_pack(self) -> str:
        return QFileDialog.getOpenFileName(self, "选择更新包", "", "规则更新包 (*.zip)")[0]

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("pageRoot")
        inside.setMaximumWidth(px(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        cards = (
            self._make_office(),
            self._make_portal(),
            self._make_review(),
            self._make_writing(),
            self._make_look(),
            self._make_fonts(),
            self._make_data(),
        )
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("全部设置")
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)

    def _make_office(self) -> Card:
        card = Card("本单位")
        card.add(self.office)
        return card

    def _make_portal(self) -> Card:
        card = Card("发布到哪个门户")
        card.note.setText("门户用设置文件描述，写法见 docs/portals.md")
        label = QLabel("门户(&M)")
        label.setProperty("role", "label")
        label.setBuddy(self.portal)
        self.portal.setAccessibleName("发布到的门户")
        self.portal_note.setProperty("role", "hint")
        self.portal_note.setWordWrap(True)
        for widget in (label, self.portal, self.portal_note, self.portals):
            card.add(widget)
        return card

    def _make_review(self) -> Card:
        card = Card("审核")
        card.add(self.review)
        return card

    def _make_writing(self) -> Card:
        card = Card("填表和提醒")
        card.add(self.guided)
        card.add(self.notified)
        return card

    def _make_look(self) -> Card:
        card = Card("窗口外观")
        card.note.setText("只管屏幕，不影响文书")
        card.add(self.look)
        return card

    def _make_fonts(self) -> Card:
        card = Card("公文的样子")
        card.note.setText("写进 Word 文档的字体名，一般不用改")
        card.add(self.fonts)
        card.add(self.both_sides)
        self.own_styles, self.standard_styles = QPushButton("改公文样式…"), QPushButton("恢复标准样式")
        self.own_styles.setToolTip("用 Word 或 WPS 打开样式文件，改好存盘，以后生成的 Word 文档就按它来")
        self.own_styles.clicked.connect(self._on_own_styles)
        self.standard_styles.clicked.connect(self._on_standard_styles)
        row = QHBoxLayout()
        row.addWidget(self.own_styles)
        row.addWidget(self.standard_styles)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _make_data(self) -> Card:
        card, grid = Card("本机的数据"), QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(16)
        facts = {
            "数据文件夹": str(self.desk.folder),
            "文书保存在": str(papers_folder()),
            "程序版本": f"政务公开助手 {__version__}",
        }
        for number, (name, fact) in enumerate(facts.items()):
            label, value = QLabel(name), QLabel(fact)
            label.setProperty("role", "label")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(True)
            grid.addWidget(label, number, 0)
            grid.addWidget(value, number, 1)
        card.body.addLayout(grid)
        self.open_data = QPushButton("打开数据文件夹")
        self.open_data.clicked.connect(self._on_open_data)
        self.examine = QPushButton("检查本机安装(&E)…")
        self.examine.clicked.connect(self._on_examine)
        self.lock = QPushButton("工作区加密(&L)…")
        self.lock.clicked.connect(self._on_lock)
        if self.desk.is_shared:
            self.lock.hide()  # a server's disk is the server's
        self.sharing = QPushButton("多人合用(&T)…")
        self.sharing.clicked.connect(self._on_sharing)
        self.holidays = QPushButton("放假安排(&H)…")
        self.holidays.clicked.connect(self._on_holidays)
        row = QHBoxLayout()
        row.addWidget(self.open_data)
        row.addWidget(self.examine)
        self.update_rules = QPushButton("装规则更新(&U)…")
        self.update_rules.clicked.connect(self._on_update)
        row.addWidget(self.update_rules)
        row.addWidget(self.holidays)
        row.addStretch(1)
        card.body.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self.lock)
        below.addWidget(self.sharing)
        below.addStretch(1)
        card.body.addLayout(below)
        return card

    def _connect(self) -> None:
        self.office.edited.connect(self._on_edited)
        self.fonts.edited.connect(self._on_edited)
        self.look.edited.connect(self._on_edited)
        self.review.edited.connect(self._on_edited)
        self.review.people_wanted.connect(self._on_people)
        self._putting.done.connect(self._on_person_put)
        self._putting.failed.connect(self._on_person_refused)
        self.guided.clicked.connect(self._on_edited)
        self.notified.clicked.connect(self._on_edited)
        self.both_sides.clicked.connect(self._on_edited)
        self.portal.currentIndexChanged.connect(self._on_portal)
        self.portals.saved.connect(self._on_portal_saved)
        self.portals.secrets_kept.connect(self._on_secrets_kept)
        self.save.clicked.connect(self._on_save)
        self._set_edited(False)
