"""The behaviours of a portal that the outbox understands; vendor codes stay inside the adapters."""

from __future__ import annotations

from desktop_app.core.errors import OutsideError


class RetryLater(OutsideError):
    """Nothing arrived, or the portal asked for patience: sending again is safe.

    Args:
        message: one Chinese sentence.
        after_s: how long the portal asked to wait, in seconds; None where it did not say.
    """

    code = "P101"

    def __init__(self, message: str, after_s: float | None = None) -> None:
        super().__init__(message)
        self.after_s = after_s


class Unanswered(OutsideError):
    """It may have arrived: look for it before sending again."""

    code = "P102"


class NeedsLogin(OutsideError):
    """The portal does not accept the credentials; the clerk or the county's IT staff must act."""

    code = "P103"
    hint = "请在“设置—门户”里核对口令。"


class Rejected(OutsideError):
    """The portal understood and refuses; repeating the same bytes cannot help."""

    code = "P104"


class ByHand(OutsideError):
    """Only a person can do it: the portal is reached by a browser alone."""

    code = "P105"
