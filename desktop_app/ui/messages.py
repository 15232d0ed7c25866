"""How the window tells a person that something did not work: one sentence, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.core.errors import AppError, BugError


def show_error(parent: QWidget | None, error: object) -> None:
    """Show an error in a dialog; nothing that was typed is lost by closing it."""
    box = QMessageBox(parent)
    box.setWindowTitle("没有完成")
    box.setIcon(QMessageBox.Icon.Critical if isinstance(error, BugError) else QMessageBox.Icon.Warning)
    box.setText(error.message if isinstance(error, AppError) else "程序出了意外。")
    if isinstance(error, AppError) and error.hint:
        box.setInformativeText(error.hint)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, question: str, yes: str, no: str = "取消") -> bool:
    """Ask a question whose safe answer is no."""
    box = QMessageBox(parent)
    box.setWindowTitle("请确认")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is agree
