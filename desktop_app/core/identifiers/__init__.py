"""Numbers that name a person or an organisation: what is wrong with them, and how they are masked."""

from __future__ import annotations

from desktop_app.core.identifiers.bank_card import bank_card_fault
from desktop_app.core.identifiers.id_card import id_card_fault
from desktop_app.core.identifiers.masking import is_masked, mask
from desktop_app.core.identifiers.organisation import names_organisation, org_code_fault, uscc_fault
from desktop_app.core.identifiers.phone import phone_fault

__all__ = [
    "bank_card_fault",
    "id_card_fault",
    "is_masked",
    "mask",
    "names_organisation",
    "org_code_fault",
    "phone_fault",
    "uscc_fault",
]
