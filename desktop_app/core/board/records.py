"""What the office writes down about a sheet on a board."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop_app.core.board.place import Place


class Stage(StrEnum):
    """When a photo shows the sheet."""

    POSTED = "posted"
    BETWEEN = "between"
    BEFORE_TAKING_DOWN = "before_taking_down"


STAGE_WORDS = {
    Stage.POSTED: "张贴当日",
    Stage.BETWEEN: "期间",
    Stage.BEFORE_TAKING_DOWN: "取下之前",
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that shows a sheet on its board; kept without place and device.

    Args:
        sha256: of the cleaned picture.
        taken_at: as the camera wrote it; None where it did not.
        remarks: where photo and record do not fit, Chinese sentences.
    """

    posting: str
    stage: Stage
    name: str
    sha256: str
    taken_at: datetime | None
    kept_at: datetime
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A sheet that hangs, or hung, on a board.

    Args:
        posted_on: the day that the person gave.
        counted_from: the day from which the clocks run; see `clocks.counted_from`.
        recorded_at: when it was written down.
        sheet: what hangs: the sealed original or a print of it.
        taken_down_on: None while it hangs.
        early_reason: why it was taken down before both clocks had ended; empty where it was not.
    """

    id: str
    item: str
    place: Place
    posted_on: date
    counted_from: date
    recorded_at: datetime
    posted_by: str
    witness: str = ""
    sheet: str = ""
    notes: str = ""
    taken_down_on: date | None = None
    taken_down_by: str = ""
    early_reason: str = ""
    photos: tuple[Photo, ...] = ()

    @property
    def hangs(self) -> bool:
        """Say whether it has not been taken down."""
        return self.taken_down_on is None


class Outcome(StrEnum):
    """What became of an objection."""

    OPEN = "open"
    REJECTED = "rejected"
    UPHELD = "upheld"


OUTCOME_WORDS = {
    Outcome.OPEN: "办理中",
    Outcome.REJECTED: "经核查不成立",
    Outcome.UPHELD: "经核查成立，已更正",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody objected to what hangs.

    Args:
        summary: what is objected to, without saying by whom.
        contact: who and how to reach them; confidential, in no document, log or message.
        handled: what was looked into.
    """

    id: str
    item: str
    received_at: datetime
    way: str
    summary: str
    contact: str = field(default="", repr=False)
    handled: str = ""
    outcome: Outcome = Outcome.OPEN
    answered_on: date | None = None

    @property
    def is_concluded(self) -> bool:
        """Say whether it was decided on and answered."""
        return self.outcome is not Outcome.OPEN and self.answered_on is not None
