"""How the founding document is carried out: for each of its sentences, what was published, is missing, or came late."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.core.duties import Duty
from desktop_app.core.ledger.figures import Score


class Standing(StrEnum):
    """How one sentence is carried out in a year, the worst first."""

    OVERDUE = "overdue"
    MISSING = "missing"
    PARTLY = "partly"
    LATE = "late"
    KEPT = "kept"


STANDING_WORDS = {
    Standing.OVERDUE: "有逾期未公开",
    Standing.MISSING: "本年还没有公开",
    Standing.PARTLY: "部分公开",
    Standing.LATE: "已公开，有晚于期限的",
    Standing.KEPT: "已公开",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of the types, by their ids.

    Args:
        scores: of the year's publications.
        last_on: the last publication ever.
        overdue: how many are past their deadline and not public.
    """

    scores: Mapping[str, Score]
    last_on: Mapping[str, date]
    overdue: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One sentence and how it is carried out.

    Args:
        forms: the types that carry it, of those that were asked for.
        published: how many disclosures in the year, of these `late` after their deadline.
        missing: types under which nothing was published in the year.
        last_on: the last publication under any of its types, ever; None where there was none.
        overdue: how many are past their deadline and not public.
    """

    duty: Duty
    forms: tuple[str, ...]
    published: int
    late: int
    missing: tuple[str, ...]
    last_on: date | None
    overdue: int

    @property
    def standing(self) -> Standing:
        """How it is carried out."""
        if self.overdue:
            return Standing.OVERDUE
        if not self.published:
            return Standing.MISSING
        if self.missing:
            return Standing.PARTLY
        return Standing.LATE if self.late else Standing.KEPT


def fulfilments(
    duties: Sequence[Duty], known: Known, wanted: Collection[str] | None = None
) -> list[Fulfilment]:
    """Return how each sentence is carried out, in the document's order.

    Args:
        wanted: only these types count, and only sentences that they carry are returned; all where None.
    """
    narrowed = (
        (duty, tuple(form for form in duty.forms if wanted is None or form in wanted)) for duty in duties
    )
    return [_fulfilment(duty, forms, known) for duty, forms in narrowed if forms]


def _fulfilment(duty: Duty, forms: tuple[str, ...], known: Known) -> Fulfilment:
    scores = [known.scores.get(form, Score()) for form in forms]
    return Fulfilment(
        duty=duty,
        forms=forms,
        published=sum(score.total for score in scores),
        late=sum(score.late for score in scores),
        missing=tuple(form for form, score in zip(forms, scores, strict=True) if not score.total),
        last_on=max((known.last_on[form] for form in forms if form in known.last_on), default=None),
        overdue=sum(known.overdue.get(form, 0) for form in forms),
    )
