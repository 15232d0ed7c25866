"""Files of the disclosure that is open: taken in, taken away, and listed by the fields they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.disclosure.record import Item
from desktop_app.ui.pages.form.outputs import attach_files

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.ui.pages.form_page import FormPage


class Filing(QObject):
    """Connects the page's lists of files to the workspace."""

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._claims: dict[str, str] = {}
        page.keeper.progressed.connect(self._on_progress)
        page.keeper.failed.connect(self.show_files)

    def connect_lists(self) -> None:
        """Listen to the lists of the form that was just built."""
        self._page.sheet.attachments.add_wanted.connect(self._on_add)
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

    def take(self, item: Item) -> None:
        """Show the files of a new state of the disclosure, and answer the fields that asked for them."""
        self.show_files()
        for file in item.attachments:
            key = self._claims.pop(file.name, "")
            if key and self._page.session is not None:
                self._answer(key, [*(self._page.session.value(key) or []), file.name])

    def _on_add(self, paths: list[str]) -> None:
        self._page.keeper.write(lambda item, progress: attach_files(self._desk, item, paths, progress))

    def _on_add_to_field(self, key: str, paths: list[str]) -> None:
        self._claims |= {path.replace("\\", "/").rpartition("/")[2]: key for path in paths}
        self._on_add(paths)

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
        self._page.sheet.attachments.say(f"{what} {share:.0%}")
