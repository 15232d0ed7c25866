"""The rules, one a file; these tables register them (a table survives freezing, a scan may not)."""

from __future__ import annotations

from desktop_app.core.checks.rule import GatheringRule, Rule
from desktop_app.core.checks.rules import (
    commercial_secret_mark,
    pii_address,
    pii_bank_card,
    pii_birth_date,
    pii_column,
    pii_email,
    pii_health,
    pii_id_card,
    pii_minor,
    pii_mobile,
    pii_passport,
    pii_plate,
    secrecy_classification_mark,
    secrecy_internal_mark,
    secrecy_work_secret,
    wording_date,
    wording_doc_no,
    wording_name,
    wording_number,
    wording_punctuation,
)

ALL: tuple[Rule, ...] = (
    secrecy_classification_mark.classification_mark,
    secrecy_work_secret.work_secret,
    secrecy_internal_mark.internal_mark,
    commercial_secret_mark.secret_mark,
    pii_id_card.id_card,
    pii_bank_card.bank_card,
    pii_mobile.mobile,
    pii_passport.passport,
    pii_plate.plate,
    pii_email.email,
    pii_birth_date.birth_date,
    pii_address.address,
    pii_health.health,
    pii_minor.minor,
    pii_column.column,
    wording_doc_no.doc_no,
    wording_date.dates,
    wording_number.numbers,
    wording_punctuation.punctuation,
)
"""Rules over single units. Where two name the same value, the earlier one has it."""

GATHERING: tuple[GatheringRule, ...] = (wording_name.SPELLING,)
"""Rules that must have seen the whole file."""
