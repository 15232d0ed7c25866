"""How the window tells a person that something did not work: one sentence, and what to do."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop_app.core.errors import AppError, BugError
from desktop_app.ui.faults import unexpected
from desktop_app.ui.widgets.helped import HelpedBox


def show_error(parent: QWidget | None, error: object) -> None:
    """Show an error in a dialog; nothing that was typed is lost by closing it."""
    box = HelpedBox(parent)
    box.setWindowTitle("没有完成")
    box.setIcon(QMessageBox.Icon.Critical if isinstance(error, BugError) else QMessageBox.Icon.Warning)
    box.setText(error.message if isinstance(error, AppError) else "程序出了意外。")
    if isinstance(error, AppError) and error.hint:
        box.setInformativeText(error.hint)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, question: str, yes: str, no: str = "取消") -> bool:
    """Ask a question whose safe answer is no."""
    box = HelpedBox(parent)
    box.setWindowTitle("请确认")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is agree


class Surprises:
    """Tells the person of errors that nobody foresaw in the window's own thread; hooked in as `sys.excepthook`.

    One at a time: a fault in drawing comes again with every drawing, that of the dialog's parent included.
    """

    def __init__(self) -> None:
        self._is_telling = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show what happened; the program goes on."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        told = error if isinstance(error, AppError) else unexpected(error)
        if not self._is_telling:
            self._is_telling = True
            show_error(QApplication.activeWindow(), told)
            self._is_telling = False
