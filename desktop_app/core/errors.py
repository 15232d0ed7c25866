"""The three families of errors, each of which becomes one Chinese sentence for a person."""

from __future__ import annotations


class AppError(Exception):
    """Something a person is told: where, what, and what to do.

    Args:
        message: one Chinese sentence without personal data or secrets.
        hint: what to do next; falls back to the class's own `hint`.
    """

    code = "E000"
    hint = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint

    def __str__(self) -> str:
        """Return the sentence and what to do, as it is shown."""
        return f"{self.message}{self.hint}" if self.hint else self.message


class UserError(AppError):
    """The person can correct it."""

    code = "U000"


class OutsideError(AppError):
    """Disk, network, database or portal failed; nothing the person wrote is wrong."""

    code = "O000"


class BugError(AppError):
    """We broke a promise of our own; the person may report it."""

    code = "B000"
    hint = "这是程序的问题：请在窗口里按 F1，点“复制诊断信息”，发给技术人员。"


class Cancelled(Exception):
    """The person stopped a long work; raised by a `Progress` callable."""
