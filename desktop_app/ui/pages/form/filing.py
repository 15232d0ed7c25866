"""Files of the disclosure that is open: taken in, taken away, and listed by the fields they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.services.intake import MarkedSecret
from desktop_app.ui.pages.form.taking import Taking
from desktop_app.ui.widgets.secret_notice import SecretNotice

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.ui.pages.form_page import FormPage


class Filing(QObject):
    """Connects the page's lists of files to the workspace."""

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._claims: dict[str, str] = {}
        self._taking: Taking | None = None
        self._renamed = ("", "")
        self._is_warned = False
        self.notice: SecretNotice | None = None
        page.keeper.progressed.connect(self._on_progress)
        page.keeper.failed.connect(self._on_failed)
        page.keeper.kept.connect(self._on_kept)

    def connect_lists(self) -> None:
        """Listen to the lists of the form that was just built."""
        self._page.sheet.attachments.add_wanted.connect(self.add)
        self._page.sheet.attachments.remove_wanted.connect(self._on_remove)
        for field in self._page.sheet.file_fields():
            field.add_wanted.connect(self._on_add_to_field)
            field.remove_wanted.connect(self._on_remove)
        self.show_files()

    def commit(self) -> None:
        """Take away for good what was taken away; there is no way back after the page is left."""
        self._page.sheet.attachments.commit()
        for field in self._page.sheet.file_fields():
            field.list.commit()

    def show_files(self) -> None:
        """Show the files that the workspace holds."""
        session = self._page.session
        if session is not None:
            self._page.sheet.attachments.show_files(session.item.attachments)
            self._page.sheet.attachments.say("")
            for field in self._page.sheet.file_fields():
                field.know_files(session.item.attachments)

    @property
    def can_change(self) -> bool:
        """Say whether files may be added and taken away now."""
        return self._page.session is not None and not self._page.is_locked

    def warn_of(self, error: object) -> None:
        """Cover the window where a marking was written into the form: once, for it must be taken out again."""
        if isinstance(error, MarkedSecret) and not self._is_warned:
            self._is_warned = True
            self.notice = SecretNotice(self._page.window(), "刚写进表单的内容")

    @property
    def is_taking(self) -> bool:
        """Say whether a batch of files is being checked."""
        return self._taking is not None

    def ask_to_wait(self) -> None:
        """Say that a batch is still being checked, which may take minutes, and offer to stop it."""
        words = "附件还没有查完。请等查完；要马上离开的，先停止，没查的不会添加。"
        self._page.banner.say(words, "amber", ("停止", self._page.keeper.stop), closable=False)

    def add(self, paths: list[str]) -> None:
        """Check files and keep them; those that cannot be kept are named, and hold up no other."""
        if not self.can_change or not paths:
            return
        if self.is_taking:
            self.ask_to_wait()
            return
        self._taking = Taking(self._desk, paths)
        self._page.banner.say("正在检查附件…", "blue", ("停止", self._page.keeper.stop), closable=False)
        self._page.keeper.write(self._taking)

    def replace(self, file: StoredFile, name: str, content: bytes) -> None:
        """Put a clean copy in an attachment's place, and check everything again."""
        if self.can_change:
            self._renamed = (file.name, name)
            self._page.keeper.write(
                lambda item, progress: self._desk.drafts.replace_file(item.id, file, name, content, progress)
            )

    def take(self, item: Item) -> None:
        """Show the files of a new state of the disclosure, and answer the fields that asked for them."""
        self._rename()
        self.show_files()
        for file in item.attachments:
            key = self._claims.pop(file.name, "")
            if key and self._page.session is not None:
                self._answer(key, [*(self._page.session.value(key) or []), file.name])
        self._page.checking.check()

    def _rename(self) -> None:
        """Let fields list the copy where they listed the file that it replaced."""
        (old, new), self._renamed = self._renamed, ("", "")
        session = self._page.session
        if session is None or old == new:
            return
        for key, asked in session.form.fields.items():
            raw = session.value(key)
            if asked.kind == "file" and isinstance(raw, list) and old in raw:
                self._answer(key, [new if one == old else one for one in raw])

    def _on_kept(self, _item: Item) -> None:
        """Say what became of a batch when it is over."""
        taking, self._is_warned = self._taking, False
        if taking is None or not taking.is_over:
            return
        self._taking = None
        self._page.banner.hide()
        if taking.marked:
            self.notice = SecretNotice(self._page.window(), taking.which)
        if taking.refused:
            self._page.banner.say("\n".join(taking.refused), "red")
        elif taking.is_stopped:
            self._page.banner.say(f"已停止，前 {taking.taken} 个文件已经添加。", "amber")

    def _on_failed(self, _error: object) -> None:
        self._taking = None
        self.show_files()

    def _on_add_to_field(self, key: str, paths: list[str]) -> None:
        self._claims |= {path.replace("\\", "/").rpartition("/")[2]: key for path in paths}
        self.add(paths)

    def _on_remove(self, name: str) -> None:
        session = self._page.session
        if session is None:
            return
        for key, asked in session.form.fields.items():
            raw = session.value(key)
            if asked.kind == "file" and isinstance(raw, list) and name in raw:
                self._answer(key, [one for one in raw if one != name])
        self._page.keeper.write(lambda item, progress: self._desk.drafts.detach(item.id, name))

    def _answer(self, key: str, names: list[str]) -> None:
        self._page.sheet.edited.emit(key, names)
        self._page.sheet.frames[key].show_value(names)

    def _on_progress(self, what: str, share: float) -> None:
        if self._taking is not None:
            self._page.banner.words.setText(f"{what} {share:.0%}")
