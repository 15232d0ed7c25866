"""Asks how something is to be printed, and shows it page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.errors import UserError
from desktop_app.core.printing import RULER_MM, Duplex, Ticket, chosen_pages, true_scale
from desktop_app.ui.widgets.calm_box import CalmBox
from desktop_app.ui.widgets.helped import HelpedDialog
from desktop_app.ui.widgets.preview import Pages, PreviewPane

_SIZE = (980, 680)
_SIDE_WIDTH = 340
_MOST_COPIES = 999
_SIDES: Mapping[Duplex, str] = {
    "none": "只印一面",
    "long": "双面，沿长边翻（装订用）",
    "short": "双面，沿短边翻",
}


class PrintDialog(HelpedDialog):
    """Edits a ticket beside a preview.

    Signals:
        print_wanted: a `Ticket`.
        file_wanted: the same, for a PDF file.
        system_wanted: the same; the system's own dialog is to be asked for the rest.
        paper_wanted: the name of the paper on which a poster is to be shown.
        calibration_wanted: the same as `print_wanted`, for the calibration sheet.

    Args:
        papers: what a poster can be printed on, by name; empty for other documents.
    """

    print_wanted = Signal(object)
    file_wanted = Signal(object)
    system_wanted = Signal(object)
    paper_wanted = Signal(str)
    calibration_wanted = Signal(object)

    def __init__(self, ticket: Ticket, papers: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self.resize(*_SIZE)
        self._count = 1
        self.preview = PreviewPane()
        self.printer, self.duplex, self.paper = CalmBox(), CalmBox(), CalmBox()
        self.pages, self.copies, self.colour = QLineEdit(ticket.pages), QSpinBox(), QCheckBox("红色印成红色")
        self.across, self.down = _millimetres(ticket.across), _millimetres(ticket.down)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self._wanted_printer = ticket.printer
        for name, words in papers.items():
            self.paper.addItem(words, name)
        for side in get_args(Duplex):
            self.duplex.addItem(_SIDES[side], side)
        self.duplex.setCurrentIndex(self.duplex.findData(ticket.duplex))
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setValue(ticket.copies)
        self.colour.setChecked(ticket.colour)
        self.pages.setPlaceholderText("全部；或写 1-3，5")
        self._lay_out(has_papers=bool(papers))
        self.show_printers([])
        self.paper.currentIndexChanged.connect(self._on_paper)

    # ── what the page calls ─────────────────────────────────────────────────────────────────────

    def show_pages(self, pages: Pages, losses: Sequence[str] = ()) -> None:
        """Show what is to be printed, and what this machine could not express."""
        self._count = pages.page_count
        self.preview.show_pages(pages)
        self.say("\n".join((f"共 {self._count} 页。", *losses)))

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer the printers of this machine; the one of the last time is chosen where it is still there."""
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        self.printer.setCurrentIndex(max(self.printer.findData(self._wanted_printer), 0 if names else -1))
        self.printer.setEnabled(bool(names))
        for button in (self.start, self.system, self.calibrate):
            button.setEnabled(bool(names))
        if not names:
            self.printer.addItem("没有找到打印机", "")

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something below the fields."""
        self.note.setText(words)
        self.note.setProperty("role", "error" if wrong else "hint")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)

    def set_working(self, working: bool) -> None:
        """Offer nothing while something is printed."""
        self.side.setEnabled(not working)

    @property
    def ticket(self) -> Ticket:
        """What the fields ask for."""
        return Ticket(
            printer=self.printer.currentData() or "",
            pages=self.pages.text().strip(),
            copies=self.copies.value(),
            duplex=self.duplex.currentData(),
            colour=self.colour.isChecked(),
            across=self.across.value(),
            down=self.down.value(),
        )

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_paper(self) -> None:
        self.paper_wanted.emit(self.paper.currentData())

    def _on_print(self) -> None:
        self._emit(self.print_wanted)

    def _on_file(self) -> None:
        self._emit(self.file_wanted)

    def _on_system(self) -> None:
        self._emit(self.system_wanted)

    def _on_calibrate(self) -> None:
        self.calibration_wanted.emit(self.ticket)

    def _emit(self, signal: SignalInstance) -> None:
        """Send the ticket on, or say what is wrong with it."""
        ticket = self.ticket
        try:
            chosen_pages(ticket.pages, self._count)
            true_scale(ticket.across)
            true_scale(ticket.down)
        except UserError as error:
            self.say(str(error), wrong=True)
            return
        signal.emit(ticket)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self, *, has_papers: bool) -> None:
        self.start, self.system = QPushButton("打印(&P)"), QPushButton("系统打印设置(&S)…")
        self.file, self.calibrate = QPushButton("存成 PDF(&F)…"), QPushButton("打印校准页")
        self.start.setProperty("role", "primary")
        self.start.setDefault(True)
        for button, slot in (
            (self.start, self._on_print),
            (self.system, self._on_system),
            (self.file, self._on_file),
            (self.calibrate, self._on_calibrate),
        ):
            button.clicked.connect(slot)
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.addRow("打印机(&R)", self.printer)
        if has_papers:
            rows.addRow("纸张(&A)", self.paper)
        rows.addRow("页码(&G)", self.pages)
        rows.addRow("份数(&C)", self.copies)
        rows.addRow("双面(&D)", self.duplex)
        rows.addRow("", self.colour)
        rows.addRow("校准：横线量得", self.across)
        rows.addRow("竖线量得", self.down)
        rows.addRow("", self.calibrate)
        self.side = QWidget()
        self.side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(self.side)
        column.addLayout(rows)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.system)
        column.addWidget(self.file)
        buttons = QDialogButtonBox()
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        row = QHBoxLayout(self)
        row.addWidget(self.preview, 1)
        row.addWidget(self.side)


def _millimetres(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(RULER_MM * 0.9, RULER_MM * 1.1)
    box.setDecimals(1)
    box.setSingleStep(0.1)
    box.setSuffix(" 毫米")
    box.setValue(value)
    return box
