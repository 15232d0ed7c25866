"""The bulletin board (公示栏): what may hang there, where it hangs, its clocks, and the sheets to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from desktop_app.core.board.clocks import Clock
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Posting, Stage
from desktop_app.core.progress import Progress
from desktop_app.services.board import BoardRow
from desktop_app.services.board_duties import BoardState, Duty
from desktop_app.services.documents import file_stem
from desktop_app.services.hanging import Hanging
from desktop_app.services.postings import PhotoFile
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.boards import asking
from desktop_app.ui.pages.boards.columns import COLUMNS, STATE_COLUMNS
from desktop_app.ui.pages.boards.panel import BoardPanel, Details
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.widgets.ask_dialog import AskDialog
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.ui.printing import Printing


@dataclass(frozen=True, slots=True)
class Boards:
    """What the page shows."""

    rows: list[BoardRow]
    states: list[BoardState]


class BoardPage(Page):
    """Lists what may hang on the boards, records how it hangs, and makes its sheets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "公示栏", parent)
        self.by_board = self._make_by_board()
        self.places = self.bar.add_button("公示栏名单")
        self.make = self.bar.add_button("打印张贴稿", "Ctrl+P", primary=True)
        self.list = RowsView("公示栏", COLUMNS, lambda row: row.item.id)
        self.states = RowsView("各村公示栏", STATE_COLUMNS, lambda one: str(one.place))
        self.panel, self.how = BoardPanel(), QLabel()
        self.folder: Path = papers_folder()
        self.open_path = open_path
        self.made: Path | None = None
        self.dialog: AskDialog | None = None
        self.printing: Printing | None = None
        self._take: Callable[[dict[str, Any]], None] | None = None
        self.empty = EmptyState(
            "还没有可以张贴的信息",
            "要上公示栏的事项审查通过后会出现在这里，可以打印张贴稿、登记张贴和异议，看到两个期限各到哪一天。",
            "新建公开信息",
        )
        self._stack, self._views = OrEmpty(self.list, self.empty), QStackedWidget()
        self._looking = Latest(self)
        self._lay_out()
        self._connect()
        self.first = self.list
        self._on_current(None)

    def load(self, progress: Progress) -> Boards:
        """Return what may hang on the board, and how each board looks."""
        return Boards(self.desk.board.rows(), self.desk.board_duties.overview())

    def show_loaded(self, boards: Boards) -> None:
        """Show it."""
        running = sum(row.is_running for row in boards.rows)
        self.bar.say(f"{running} 件在公示期内 · 共 {len(boards.rows)} 件可以张贴" if boards.rows else "")
        self.list.show_rows(boards.rows)
        self.states.show_rows(boards.states)
        self._stack.show_full(bool(boards.rows))
        self._on_by_board(self.by_board.isChecked())
        self._on_current(self.list.current)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is still being read."""
        return self._looking.is_running or self._loading.is_running

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def _on_current(self, row: BoardRow | None) -> None:
        self.make.setEnabled(row is not None)
        self.how.setText("" if row is None else _how(row))
        if row is None:
            self.panel.show_details(None)
        else:
            self._looking.run(lambda _progress: self._details(row))

    def _details(self, row: BoardRow) -> Details:
        today = self.desk.deadlines.today()
        hung = self.desk.sheets.of(row.item.id)
        due = {todo.duty for todo in self.desk.board_duties.todo() if todo.item.id == row.item.id}
        said = [clock.explain() for clock in _clocks(hung)]
        said += [words for one in hung for words in self.desk.postings.warnings(one.posting)]
        return Details(
            row.item.id,
            today,
            hung,
            self.desk.objections.of(row.item.id),
            "\n".join(said),
            may_report=bool(hung) and row.is_over,
            may_take_page_down=Duty.PAGE_DOWN in due,
        )

    def _on_details(self, details: Details) -> None:
        row = self.list.current
        if row is not None and row.item.id == details.item:
            self.panel.show_details(details)
            self.how.setVisible(not details.hung and not self.by_board.isChecked())

    def _on_opened(self, row: BoardRow) -> None:
        self.item_wanted.emit(row.item.id, False)

    def _on_by_board(self, wanted: bool) -> None:
        self._views.setCurrentIndex(int(wanted))
        self.by_board.setText("按事项看" if wanted else "各村公示栏")
        self.panel.setVisible(not wanted and bool(self.list.rows.rows))
        self.how.setVisible(not wanted)

    # ── sheets and papers ───────────────────────────────────────────────────────────────────────

    def _on_make(self) -> None:
        if (row := self.list.current) is None:
            return
        from desktop_app.ui.printing import Printing  # Qt's printing is not needed on most days

        if self.printing is None:
            self.printing = Printing(self.desk, self, self.folder)
        printing, item_id = self.printing, row.item.id
        self.work(lambda progress: printing.make_of(item_id, "poster", progress), printing.ask)

    def _on_record(self) -> None:
        row = self.list.current
        folder = self._folder_of(row)
        self.work(
            lambda _progress: self.desk.board_papers.record_sheet(row.item.id, folder, "docx"), self._on_made
        )

    def _on_result(self) -> None:
        row = self.list.current
        folder = self._folder_of(row)
        self.work(lambda _progress: self.desk.board_papers.result(row.item.id, folder, "docx"), self._on_made)

    def _folder_of(self, row: BoardRow) -> Path:
        return self.folder / file_stem(row.item.title)

    def _on_made(self, file: Path) -> None:
        self.made = file
        self.banner.say(f"已生成：{file}", "green", ("打开文件夹", self._on_open_folder))
        self.open_path(file)

    def _on_open_folder(self) -> None:
        if self.made is not None:
            self.open_path(self.made.parent)

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")

    # ── writing down ────────────────────────────────────────────────────────────────────────────

    def _on_post(self) -> None:
        places = self.desk.board_duties.places()
        if not places:
            self.banner.say(
                "还没有公示栏名单，先填上各村和本单位的公示栏。", "amber", ("填名单", self._on_places)
            )
            return
        known = {"posted_on": self._today(), "posted_by": self.desk.settings.person}
        fields = asking.posting([str(place) for place in places])
        self._ask("登记张贴", fields, self._post, values=known, photos=asking.PHOTO_HINT)

    def _post(self, told: dict[str, Any]) -> None:
        place = next(one for one in self.desk.board_duties.places() if str(one) == told["place"])
        item_id, day = self.list.current.item.id, date.fromisoformat(told["posted_on"])

        def post(progress: Progress) -> str:
            posting = self.desk.postings.record(
                item_id,
                place,
                day,
                _photo_files(told["photos"], Stage.POSTED),
                posted_by=told["posted_by"],
                witness=told["witness"] or "",
                sheet=told["sheet"],
                notes=told["notes"] or "",
                progress=progress,
            )
            return self._after_posting(posting)

        self.work(post, self._on_told)

    def _after_posting(self, posting: Posting) -> str:
        warnings = self.desk.postings.warnings(posting)
        return "\n".join([f"已登记张贴在“{posting.place}”。", *warnings])

    def _on_photo(self) -> None:
        self._ask("补照片", {}, self._add_photos, yes="保存", photos=f"张贴期间随机拍的。{asking.PHOTO_HINT}")

    def _add_photos(self, told: dict[str, Any]) -> None:
        posting_id, files = self.panel.hung.current.posting.id, told["photos"]

        def add(progress: Progress) -> str:
            kept = [
                self.desk.postings.add_photo(posting_id, file, progress)
                for file in _photo_files(files, Stage.BETWEEN)
            ]
            said = [f"“{one.name}”：{remark}" for one in kept for remark in one.remarks]
            return "\n".join([f"已存 {len(kept)} 张照片。", *said])

        self.work(add, self._on_told)

    def _on_down(self) -> None:
        one = self.panel.hung.current
        early = "" if one.clocks.ended(self.desk.deadlines.today()) else "期限还没有满"
        note = (
            f"{early}，一般不能取下；确实要提前取下的，写明原因。" if early else "两个期限都满了，可以取下。"
        )
        known = {"on": self._today(), "by": self.desk.settings.person}
        fields = asking.taking_down(early=early)
        hint = f"取下之前拍的。{asking.PHOTO_HINT}"
        self._ask("取下告示", fields, self._take_down, values=known, note=note, photos=hint)

    def _take_down(self, told: dict[str, Any]) -> None:
        posting_id = self.panel.hung.current.posting.id

        def take_down(progress: Progress) -> str:
            posting = self.desk.postings.take_down(
                posting_id,
                date.fromisoformat(told["on"]),
                _photo_files(told["photos"], Stage.BEFORE_TAKING_DOWN),
                by=told["by"],
                early_reason=told.get("early_reason") or "",
                progress=progress,
            )
            return f"已登记从“{posting.place}”取下。"

        self.work(take_down, self._on_told)

    def _on_objection(self) -> None:
        known = {"received_at": self.desk.now().isoformat(timespec="minutes")}
        self._ask("登记异议", asking.OBJECTION, self._object, values=known)

    def _object(self, told: dict[str, Any]) -> None:
        item_id = self.list.current.item.id

        def take(_progress: Progress) -> str:
            at = datetime.fromisoformat(told["received_at"])
            self.desk.objections.take(item_id, at, told["way"], told["summary"], told["contact"] or "")
            return "异议已登记。核查、答复以后点“答复异议”；结果报告会照登记的情况写。"

        self.work(take, self._on_told)

    def _on_conclude(self) -> None:
        objection = self.panel.objections.current
        note = f"反映的内容：{objection.summary}"
        known = {"answered_on": self._today()}
        self._ask("答复异议", asking.CONCLUSION, self._conclude, values=known, note=note)

    def _conclude(self, told: dict[str, Any]) -> None:
        objection_id = self.panel.objections.current.id
        outcome, day = asking.OUTCOMES[told["outcome"]], date.fromisoformat(told["answered_on"])

        def conclude(_progress: Progress) -> str:
            self.desk.objections.conclude(objection_id, told["handled"], outcome, day)
            return "已登记答复。"

        self.work(conclude, self._on_told)

    def _on_page_down(self) -> None:
        row = self.list.current

        def take_down(_progress: Progress) -> str:
            self.desk.postings.take_page_down(row.item.id)
            return "网页已撤下，村里的告示按张贴期继续张贴。"

        self.work(take_down, self._on_told)

    def _on_places(self) -> None:
        known = [msgspec.to_builtins(place) for place in self.desk.board_duties.places()]
        rows = [{key: "" if raw is None else str(raw) for key, raw in row.items()} for row in known]
        self._ask("公示栏名单", asking.PLACES, self._keep_places, values={"boards": rows}, yes="保存")

    def _keep_places(self, told: dict[str, Any]) -> None:
        places = tuple(_place(row) for row in told["boards"] or () if row.get("name"))
        settings = msgspec.structs.replace(self.desk.settings, boards=places)
        self.work(lambda _progress: self.desk.save_settings(settings))

    def _ask(self, title: str, fields: Any, take: Callable[[dict[str, Any]], None], **options: Any) -> None:
        tools = Tools(self.desk.deadlines.today(), self.desk.catalogue.matches)
        self._take = take
        self.dialog = AskDialog(title, fields, tools, self, **options)
        self.dialog.answered.connect(self._on_answered)
        self.dialog.open()

    def _on_answered(self, told: dict[str, Any]) -> None:
        if self._take is not None:
            self._take(told)

    def _on_told(self, words: str) -> None:
        self.banner.say(words, "amber" if "\n" in words else "green")

    def _today(self) -> str:
        return self.desk.deadlines.today().isoformat()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_by_board(self) -> QPushButton:
        button = self.bar.add_button("各村公示栏")
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)
        self.how.setContentsMargins(8, 0, 8, 0)
        self._views.addWidget(self._stack)
        self._views.addWidget(self.states)
        self.body.addWidget(self._views, 1)
        self.body.addWidget(self.how)
        self.body.addWidget(self.panel)

    def _connect(self) -> None:
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.empty.wanted.connect(self._on_new)
        self.make.clicked.connect(self._on_make)
        self.by_board.toggled.connect(self._on_by_board)
        self.places.clicked.connect(self._on_places)
        self._looking.done.connect(self._on_details)
        self.panel.post_wanted.connect(self._on_post)
        self.panel.photo_wanted.connect(self._on_photo)
        self.panel.down_wanted.connect(self._on_down)
        self.panel.objection_wanted.connect(self._on_objection)
        self.panel.conclude_wanted.connect(self._on_conclude)
        self.panel.record_wanted.connect(self._on_record)
        self.panel.result_wanted.connect(self._on_result)
        self.panel.page_down_wanted.connect(self._on_page_down)


def _how(row: BoardRow) -> str:
    if row.period is None:
        return "这类信息没有规定公示期，张贴多久由本单位定。"
    start = "按公开之日起算" if row.item.published_at or row.hung else "还没有公开，按今天张贴试算"
    return f"{start}：{'，'.join(row.period.steps)}。"


def _clocks(hung: Sequence[Hanging]) -> list[Clock]:
    """Return the clocks that matter: the objection clock that ends last, and the posting clock that does."""
    found = [
        [one.clocks.objection for one in hung if one.clocks.objection],
        [one.clocks.posting for one in hung if one.clocks.posting],
    ]
    return [max(clocks, key=lambda clock: clock.last_day) for clocks in found if clocks]


def _photo_files(paths: Sequence[Path], stage: Stage) -> list[PhotoFile]:
    return [PhotoFile(path.name, path.read_bytes(), stage) for path in paths]


def _place(row: dict[str, Any]) -> Place:
    """Return a board as the table's row gives it; half a position is none."""
    measured = [row.get("latitude"), row.get("longitude")]
    is_measured = all(one not in (None, "") for one in measured)
    latitude, longitude = (float(str(one)) for one in measured) if is_measured else (None, None)
    return Place(str(row.get("village") or "").strip(), str(row["name"]).strip(), latitude, longitude)
