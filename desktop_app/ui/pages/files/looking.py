"""Reads, checks, shows and cleans files for a pane; the pages around it say what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Judged
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress
from desktop_app.services.contexts import MOST, Context, contexts_of, page_of
from desktop_app.ui.latest import Latest
from desktop_app.ui.widgets.files_pane import FilesPane, FileState, place_key

if TYPE_CHECKING:
    from desktop_app.services.cleaning import Cleaning


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file's content comes from.

    Args:
        read: returns it; raises `MarkedSecret` where its name forbids that.
    """

    name: str
    read: Callable[[], bytes]


class Looking(QObject):
    """Works for a pane, one file after another, never in the window's thread.

    Signals:
        checked: number of a file and its findings, as they come.
        marked: number of the file that bears a state-secret marking; the rest of the batch is left.
        finished: the batch is done, or was stopped.
        progressed: what is being done, and the share done.
        cleaned: number of a file and its clean copy.
        failed: an error.
    """

    checked = Signal(int, object)
    marked = Signal(int)
    troubled = Signal(int, str)
    finished = Signal()
    progressed = Signal(str, float)
    cleaned = Signal(int, object)
    failed = Signal(object)

    def __init__(self, pane: FilesPane, exceptions: Callable[[], Exceptions], parent: QObject) -> None:
        super().__init__(parent)
        self._pane, self._exceptions = pane, exceptions
        self.sources: list[Source] = []
        self._checking, self._showing, self._drawing, self._cleaning = (Latest(self) for _ in range(4))
        for work in (self._checking, self._cleaning):
            work.progressed.connect(self.progressed)
        for work in (self._checking, self._showing, self._cleaning):
            work.failed.connect(self.failed)
        self._checking.done.connect(self._on_batch)
        self._checking.cancelled.connect(self.finished)
        self._cleaning.done.connect(self._on_cleaned)
        self._cleaning.cancelled.connect(self.finished)
        self._showing.done.connect(self._on_contexts)
        self._drawing.done.connect(self._on_page)
        self.checked.connect(self._on_checked)
        self.troubled.connect(self._on_troubled)
        pane.context_wanted.connect(self._on_context_wanted)
        pane.page_wanted.connect(self._on_page_wanted)

    def show(self, sources: Sequence[Source], known: Sequence[FileState]) -> None:
        """Show files of which something may be known already."""
        self.sources = list(sources)
        self._pane.show_files(known)

    def check(self, first: int = 0) -> None:
        """Check the files from this one on."""
        sources, exceptions = self.sources[first:], self._exceptions()
        self._checking.run(lambda progress: self._batch(sources, first, exceptions, progress))

    def stop(self) -> None:
        """Stop what takes long."""
        self._checking.cancel()
        self._cleaning.cancel()

    @property
    def is_busy(self) -> bool:
        """Say whether files are being checked or cleaned."""
        return self._checking.is_running or self._cleaning.is_running

    def clean(self, number: int) -> None:
        """Make a clean copy."""
        source, exceptions = self.sources[number], self._exceptions()
        self._cleaning.run(lambda progress: (number, _clean(source, exceptions, progress)))

    def _batch(
        self, sources: Sequence[Source], first: int, exceptions: Exceptions, progress: Progress
    ) -> int:
        """Check file after file; return the number of the marked one at which it stopped, or -1."""
        from desktop_app.core.checks.engine import is_marking
        from desktop_app.services.checks import file_findings
        from desktop_app.services.intake import MarkedSecret

        for number, source in enumerate(sources):
            step = _Step(progress, number, len(sources), source.name)
            step("检查", 0.0)
            try:
                found = file_findings(source.name, source.read(), step, exceptions).findings
            except MarkedSecret:
                return first + number
            except UserError as error:
                self.troubled.emit(first + number, error.message)
                continue
            if any(is_marking(one) for one in found):
                return first + number
            self.checked.emit(first + number, found)
        return -1

    def _on_batch(self, marked: int) -> None:
        if marked >= 0:
            self.marked.emit(marked)
        self.finished.emit()

    def _on_checked(self, number: int, found: list[Finding]) -> None:
        if number < len(self._pane.states):
            self._pane.show_state(
                number, replace(self._pane.states[number], judged=Judged(found, []), contexts={})
            )

    def _on_troubled(self, number: int, why: str) -> None:
        self._pane.show_state(number, replace(self._pane.states[number], trouble=why))

    def _on_context_wanted(self, number: int, wanted: Finding) -> None:
        judged = self._pane.states[number].judged
        if judged is None:
            return
        found = [*judged.open, *(finding for finding, _decision in judged.accepted)]
        source, exceptions = self.sources[number], self._exceptions()
        self._showing.run(lambda progress: (number, _contexts(source, found, wanted, exceptions, progress)))

    def _on_contexts(self, known: tuple[int, dict[object, Context]]) -> None:
        self._pane.show_contexts(*known)

    def _on_page_wanted(self, number: int, finding: Finding) -> None:
        source, exceptions = self.sources[number], self._exceptions()
        self._drawing.run(
            lambda progress: (number, page_of(source.name, source.read(), finding, progress, exceptions))
        )

    def _on_page(self, drawn: tuple[int, bytes]) -> None:
        number, png = drawn
        if png and number == self._pane.current:
            self._pane.context.show_page(png)

    def _on_cleaned(self, done: tuple[int, Cleaning]) -> None:
        self.finished.emit()
        self.cleaned.emit(*done)


class _Step:
    """Progress of one file within a batch."""

    def __init__(self, progress: Progress, number: int, total: int, name: str) -> None:
        self._progress, self._number, self._total, self._name = progress, number, total, name

    def __call__(self, what: str, share: float) -> None:
        words = f"{what}：“{self._name}”（{self._number + 1}/{self._total}）"
        self._progress(words, (self._number + min(share, 1.0)) / self._total)


def _clean(source: Source, exceptions: Exceptions, progress: Progress) -> Cleaning:
    from desktop_app.services.cleaning import clean_file

    progress(f"清理“{source.name}”", 0.0)
    return clean_file(source.name, source.read(), progress, exceptions)


def _contexts(
    source: Source, found: Sequence[Finding], wanted: Finding, exceptions: Exceptions, progress: Progress
) -> dict[object, Context]:
    """Return the places from the wanted one on, as many as are looked at at once, with all of the first ones."""
    places = list({place_key(one): one.place for one in found}.items())
    at = next((at for at, (key, _place) in enumerate(places) if key == place_key(wanted)), 0)
    asked = places[0 if at < MOST else at :]
    contexts = contexts_of(source.name, source.read(), [place for _key, place in asked], progress, exceptions)
    known = dict(zip([key for key, _place in asked], contexts, strict=False))
    return {place_key(wanted): Context()} | known  # an empty answer is remembered too: nobody asks again
