"""A request on application as the office keeps it. Everything about the applicant is confidential."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec


class Way(StrEnum):
    """How a request came; decides the day on which it counts as received."""

    IN_PERSON = "in_person"
    REGISTERED_POST = "registered_post"
    ORDINARY_POST = "ordinary_post"
    ONLINE = "online"
    FAX = "fax"


WAY_WORDS = {
    Way.IN_PERSON: "当面提交",
    Way.REGISTERED_POST: "邮寄(签收)",
    Way.ORDINARY_POST: "平常信函",
    Way.ONLINE: "网上提交",
    Way.FAX: "传真",
}


class Answer(StrEnum):
    """The seven kinds of answer, and partial disclosure.

    Source: 政府信息公开条例 art. 36 and 37.
    """

    PUBLIC_ALREADY = "public_already"
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_EXISTING = "not_existing"
    NOT_OURS = "not_ours"
    REPEATED = "repeated"
    SPECIAL_REGIME = "special_regime"
    PARTLY = "partly"


ANSWER_WORDS = {
    Answer.PUBLIC_ALREADY: "已经主动公开，告知获取方式",
    Answer.GRANTED: "予以公开",
    Answer.PARTLY: "部分公开",
    Answer.REFUSED: "不予公开",
    Answer.NOT_EXISTING: "信息不存在",
    Answer.NOT_OURS: "不属于本机关负责公开",
    Answer.REPEATED: "重复申请，不再重复处理",
    Answer.SPECIAL_REGIME: "另有规定的，告知依照规定办理",
}


class Applicant(msgspec.Struct, frozen=True):
    """Who asks; shown to the person in charge and in letters to them alone."""

    kind: str
    name: str
    contact: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""

    def __repr__(self) -> str:
        """Return nothing of it: what is printed may end in a log."""
        return "Applicant(…)"


class Consultation(msgspec.Struct, frozen=True):
    """A third party or another organ was asked; that time does not count.

    Args:
        whom: `third_party` or `organ`.
        sent_on: the day on which the question reached them.
        answered_on: None while they have not answered.
    """

    whom: str
    sent_on: date
    answered_on: date | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request.

    Args:
        number: of the register, `2026-012`.
        submitted_on: given in, posted or sent.
        confirmed_on: signed for, or confirmed by both sides; as `receipt_day` says.
        correction_asked_on, correction_received_on: the one notice to correct, and what came back.
        extended_by: working days, 0 to 20, with `extension_approver`.
        obtain_way, obtain_path: as the applicant chose.
        letter: id of the disclosure that holds the answer letter.
    """

    id: str
    number: str
    way: Way
    submitted_on: date
    content: str
    applicant: Applicant
    confirmed_on: date | None = None
    obtain_way: str = "纸质"
    obtain_path: str = "当面领取"
    correction_asked_on: date | None = None
    correction_received_on: date | None = None
    consultations: tuple[Consultation, ...] = ()
    extended_by: int = 0
    extension_approver: str = ""
    extension_reason: str = ""
    answer: Answer | None = None
    letter: str = ""
    answered_on: date | None = None
    handler: str = ""

    def __repr__(self) -> str:
        """Return the number alone: neither the applicant nor their words belong in a log."""
        return f"Request({self.number})"
