"""Kind to editor: one table, held equal to the forms' kinds by a test."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.choices import ChoiceField, MultiChoiceField, YesNoField
from desktop_app.ui.fields.dates import MomentField, SpanField
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.fields.files import FileField
from desktop_app.ui.fields.line import LineField, MoneyField, NumberField
from desktop_app.ui.fields.long_text import LongTextField, PaperTextField
from desktop_app.ui.fields.names import NameField
from desktop_app.ui.fields.table import TableField

EDITORS: dict[str, Callable[[Field, Tools], FieldEditor]] = {
    "text": LineField,
    "address": LineField,
    "url": LineField,
    "phone": LineField,
    "uscc": LineField,
    "id_card": LineField,
    "doc_no": LineField,
    "long_text": LongTextField,
    "rich_text": PaperTextField,
    "number": NumberField,
    "money": MoneyField,
    "date": MomentField,
    "datetime": MomentField,
    "date_range": SpanField,
    "datetime_range": SpanField,
    "choice": ChoiceField,
    "multi_choice": MultiChoiceField,
    "bool": YesNoField,
    "org": NameField,
    "orgs": NameField,
    "person": NameField,
    "table": TableField,
    "file": FileField,
}


def make_editor(asked: Field, tools: Tools) -> FieldEditor:
    """Return the editor for a field."""
    return EDITORS[asked.kind](asked, tools)
