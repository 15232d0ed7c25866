"""Packages that are carried between machines, and the receipts that come back: files that the clerk chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.outbox.job import Job
from desktop_app.core.outbox.let_out import LetOut
from desktop_app.core.outbox.submission import Receipt
from desktop_app.core.progress import Progress
from desktop_app.services.documents import file_stem
from desktop_app.ui.messages import ask
from desktop_app.ui.pages.form.outputs import read_file
from desktop_app.ui.papers import papers_folder

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_PARTS_SHOWN = 3
_PACKAGES, _RECEIPTS = "移交包 (*.zip)", "回执 (*.json)"


@dataclass(frozen=True, slots=True)
class Brought:
    """A package that is whole.

    Args:
        let_out: what is in it although checks hold it back, and why.
    """

    file: Path
    title: str
    issuer: str
    let_out: tuple[LetOut, ...] = ()


class ChosenFiles:
    """Asks for files; tests answer instead of a person.

    Args:
        parent: over which the dialogs stand.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def new_package(self, job: Job) -> str:
        """Return where a package is written; empty where the person thought better of it."""
        proposed = papers_folder() / f"移交包-{file_stem(job.title)}.zip"
        return QFileDialog.getSaveFileName(self._parent, "做移交包", str(proposed), _PACKAGES)[0]

    def package(self) -> str:
        """Return the package that was brought here."""
        return QFileDialog.getOpenFileName(self._parent, "选择带来的移交包", "", _PACKAGES)[0]

    def agrees(self, brought: Brought, portal: str) -> bool:
        """Ask whether a package that was opened is published from here."""
        return ask(self._parent, _question(brought, portal), "发布")

    def receipt(self) -> str:
        """Return the receipt that was brought back."""
        return QFileDialog.getOpenFileName(self._parent, "选择带回的回执", "", _RECEIPTS)[0]


def _question(brought: Brought, portal: str) -> str:
    parts = [f"移交包核对无误：{brought.title}（{brought.issuer}）。"]
    if brought.let_out:
        count = f"其中 {len(brought.let_out)} 处检查会拦下，制作单位已写明理由："
        parts += ["", count, *_reasons(brought.let_out), ""]
    return "\n".join([*parts, f"现在发布到门户“{portal}”吗？"])


def _reasons(named: Sequence[LetOut]) -> Iterator[str]:
    """Yield every reason, once for all that it answers for: who agrees has seen each of them."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in named:
        places.setdefault((one.words, one.reason), []).append(one.part)
    for (words, reason), parts in places.items():
        where = "、".join(parts[:_PARTS_SHOWN]) + (
            f" 等 {len(parts)} 处" if len(parts) > _PARTS_SHOWN else ""
        )
        yield f"• {where}：{words}\n  理由：{reason}"


def verified(package: Path) -> Brought:
    """Return what a package says of itself, once every digest in it was compared."""
    from desktop_app.services.exchange import unpack

    with TemporaryDirectory(prefix="gongkai-open-") as folder:
        record = unpack(read_file(package), Path(folder))
    return Brought(package, record.title, record.issuer, tuple(record.let_out))


def receive(desk: Desk, package: Path, progress: Progress) -> tuple[Receipt, Path]:
    """Publish a package that somebody agreed to; return the receipt and the file beside it that is carried back."""
    from desktop_app.services.carrying import deliver, receipt_file
    from desktop_app.services.files import write_file

    receipt = deliver(read_file(package), desk.outbox.open(desk.settings.portal), progress, agreed=True)
    return receipt, write_file(package.with_name(f"回执-{package.stem}.json"), receipt_file(receipt))


def take_receipt(desk: Desk, file: Path) -> Job:
    """Write down what was published elsewhere."""
    return desk.carrying.take_receipt(read_file(file))
