"""Files taken into a draft, one after another: each is checked before it is kept, and none holds up the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.disclosure.record import Item
from desktop_app.core.errors import Cancelled, UserError
from desktop_app.core.progress import Progress
from desktop_app.services.intake import MarkedSecret, refuse_marked_name
from desktop_app.ui.pages.form.outputs import read_file

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk


class Taking:
    """A batch of files, and what became of it.

    Attributes:
        taken: how many were kept.
        refused: why others were not, a sentence each.
        marked: number, from 1, of the one with a state-secret marking, at which all stopped; 0 for none.
        is_stopped: whether the person stopped it; what was kept before stays.
        is_over: whether it has come to its end.
    """

    def __init__(self, desk: Desk, paths: Sequence[str]) -> None:
        self._desk = desk
        self.paths = [Path(path) for path in paths]
        self.taken, self.marked = 0, 0
        self.refused: list[str] = []
        self.is_stopped = self.is_over = False

    def __call__(self, item: Item, progress: Progress) -> Item:
        """Keep the files with a draft and return it as it is then."""
        try:
            for number in range(len(self.paths)):
                item = self._take(item, number, progress)
                if self.marked:
                    break
        except Cancelled:
            self.is_stopped = True
        self.is_over = True
        return item

    @property
    def which(self) -> str:
        """How the marked file is called: by its place in the batch, never by its name."""
        return f"这一批里的第 {self.marked} 个文件" if len(self.paths) > 1 else "这个文件"

    def _take(self, item: Item, number: int, progress: Progress) -> Item:
        path, total = self.paths[number], len(self.paths)

        def step(what: str, share: float) -> None:
            progress(f"{what}：“{path.name}”（{number + 1}/{total}）", (number + min(share, 1.0)) / total)

        try:
            refuse_marked_name(path)
            step("检查", 0.0)
            item = self._desk.drafts.attach(item.id, path.name, read_file(path), progress=step)
            self.taken += 1
        except MarkedSecret:
            self.marked = number + 1
        except UserError as error:
            self.refused.append(f"{error.message}{error.hint}")
        return item
