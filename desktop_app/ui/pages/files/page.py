"""Checking files (查文件): dropped from anywhere, checked without being kept, cleaned into a copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.core.progress import Progress
from desktop_app.services.exceptions import ExceptionsError
from desktop_app.services.intake import refuse_marked_name
from desktop_app.ui.pages.files.looking import Looking, Source
from desktop_app.ui.pages.files.words import cleaning_words
from desktop_app.ui.pages.form.outputs import read_file
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.files_pane import FilesPane, FileState
from desktop_app.ui.widgets.secret_notice import SecretNotice

if TYPE_CHECKING:
    from desktop_app.services.cleaning import Cleaning
    from desktop_app.services.desk import Desk

_ABOUT = "拖到窗口任何地方就检查；只看不存，原文件不动"


class FilesPage(Page):
    """Checks files from the disk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "查文件", parent)
        self.own = self.bar.add_button("本县例外…")
        self.own.setToolTip(
            "本县自己的词、公布的号码和账号、某些表单可以公开的内容：用记事本改，存盘就起作用"
        )
        self.forget = self.bar.add_button("清空")
        self.clean = self.bar.add_button("清理并另存…")
        self.choose = self.bar.add_button("选择文件…", "Ctrl+O", primary=True)
        self.pane = FilesPane()
        self.pane.findings.tell_versions(desk.editions.finding_words)
        self.looking = Looking(self.pane, self._exceptions, self)
        self.empty = EmptyState(
            "把文件拖到窗口任何地方",
            "检查里面有没有身份证号、银行卡号、密级标志、修订批注、隐藏的行列和工作表……\n"
            "Word、Excel、PPT、PDF、OFD、旧版 Office、图片、网页、压缩包都可以，一次可以拖很多个，也可以拖文件夹。",
            "选择文件…",
        )
        self._stack = OrEmpty(self.pane, self.empty)
        self.notice: SecretNotice | None = None
        self.open_path = open_path
        self._first = 0
        self.body.addWidget(self._stack, 1)
        self.first = self.choose
        self._connect()
        self._show()

    def load(self, progress: Progress) -> str:
        """Return what is wrong with the county's exceptions, "" where nothing is."""
        try:
            self.desk.exceptions.read()
        except ExceptionsError as error:
            return str(error)
        return ""

    def show_loaded(self, trouble: str) -> None:
        """Say it."""
        self.bar.say(_ABOUT)
        if trouble:
            self.banner.say(trouble, "amber")

    def add(self, paths: Sequence[str]) -> None:
        """Check these files too."""
        self._first = first = len(self.pane.states)
        if self.looking.is_busy:
            self.banner.say("上一批还没有查完，请等一下或先停止。", "amber")
            return
        fresh = [Source(Path(path).name, _Reading(Path(path))) for path in paths]
        self.looking.show(
            [*self.looking.sources, *fresh], [*self.pane.states, *(FileState(one.name) for one in fresh)]
        )
        self.pane.choose(first)
        self._show()
        self.looking.check(first)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, "选择要检查的文件")
        if paths:
            self.add(paths)

    def _on_own(self) -> None:
        self.work(lambda _progress: self.desk.exceptions.made(), self._on_made)

    def _on_made(self, file: Path) -> None:
        self.open_path(file)
        self.banner.say(f"例外写在：{file}。改好存盘就起作用，不用重新启动。", "blue")

    def _on_forget(self) -> None:
        self.looking.stop()
        self.looking.show([], [])
        self._show()

    def _on_clean(self) -> None:
        if self.pane.current >= 0:
            self.looking.clean(self.pane.current)

    def _on_cleaned(self, number: int, cleaning: Cleaning) -> None:
        words, tone = cleaning_words(cleaning)
        source = Path(self.looking.sources[number].name)
        target, _ = QFileDialog.getSaveFileName(
            self, "清理后的文件存到哪里", f"{source.stem}（清理）{Path(cleaning.name).suffix}"
        )
        if target:
            self.save(Path(target), cleaning, words, tone)

    def save(self, target: Path, cleaning: Cleaning, words: str, tone: str) -> None:
        """Write a clean copy and say what it is; the original stays as it is."""
        content = cleaning.content
        self.work(lambda _progress: target.write_bytes(content), lambda _size: self._say(target, words, tone))

    def _say(self, target: Path, words: str, tone: str) -> None:
        self.banner.say(f"{words}\n已存到：{target}", tone)

    def _on_marked(self, number: int) -> None:
        """Forget the whole batch from the marked file on: not even its name stays on the screen."""
        is_batch = len(self.looking.sources) - self._first > 1
        which = f"这一批里的第 {number - self._first + 1} 个文件" if is_batch else "这个文件"
        self.looking.show(self.looking.sources[:number], self.pane.states[:number])
        self._show()
        self.notice = SecretNotice(self.window(), which)

    def _on_failed(self, error: object) -> None:
        self.strip.finish()
        self.banner.say(str(error), "red")

    def _on_finished(self) -> None:
        self.strip.finish()
        self._show()

    def _show(self) -> None:
        count = len(self.pane.states)
        self._stack.show_full(count > 0)
        self.forget.setEnabled(count > 0)
        self.clean.setEnabled(self.pane.current >= 0)

    def _exceptions(self) -> Exceptions:
        return self.desk.exceptions.now().for_form("")

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.empty.wanted.connect(self._on_choose)
        self.own.clicked.connect(self._on_own)
        self.forget.clicked.connect(self._on_forget)
        self.clean.clicked.connect(self._on_clean)
        self.looking.progressed.connect(self.strip.show_progress)
        self.looking.finished.connect(self._on_finished)
        self.looking.marked.connect(self._on_marked)
        self.looking.cleaned.connect(self._on_cleaned)
        self.looking.failed.connect(self._on_failed)
        self.strip.stop_wanted.connect(self.looking.stop)


class _Reading:
    """Reads a file whose name and folders bear no marking."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> bytes:
        refuse_marked_name(self._path)
        return read_file(self._path)
