"""What describes an item in the form that a portal imports: a template of the profile, or an Atom entry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app import paths
from desktop_app.adapters.portals.profile import HttpProfile, PortalProfile
from desktop_app.adapters.portals.recipe.names import (
    TemplateFault,
    column_of,
    environment,
    filled,
    item_names,
)
from desktop_app.adapters.portals.recipe.spec import ExchangeForm
from desktop_app.core.outbox.submission import Submission, SubmittedFile

if TYPE_CHECKING:
    import jinja2

DEFAULT = "exchange.xml"
"""Atom (RFC 4287) with Dublin Core terms: no national form for uploads to county portals is known."""


def described(submission: Submission, profile: PortalProfile | None, packed_on: date) -> SubmittedFile:
    """Return an item's description in the portal's exchange form.

    Args:
        profile: of the portal it is carried to; None where that is not known.
        packed_on: the day that templates call `today`.

    Raises:
        TemplateFault: the template asks for what is not known.
    """
    form = getattr(profile, "exchange", None) or default_form()
    names = _names(submission, profile) | {"today": packed_on.isoformat()}
    kind = "application/xml" if form.name.endswith(".xml") else "application/json"
    return SubmittedFile(form.name, "著录信息", kind, _filled(form, names).encode())


def default_form() -> ExchangeForm:
    """Return the form of those that have none of their own."""
    return ExchangeForm(DEFAULT, (paths.RESOURCES / "portals" / DEFAULT).read_text("utf-8"))


def _names(submission: Submission, profile: PortalProfile | None) -> dict[str, Any]:
    columns = getattr(profile, "columns", {})
    names = item_names(submission, column_of(columns, submission))
    own: dict[str, Any] = filled(dict(profile.fields), names) if isinstance(profile, HttpProfile) else {}
    return names | own


def _filled(form: ExchangeForm, names: dict[str, Any]) -> str:
    from jinja2 import TemplateError

    try:
        return _compiled(form).render(**names)
    except (TemplateError, TypeError, KeyError, ValueError) as error:
        raise TemplateFault(f"交换格式“{form.name}”的模板填不出来（{error}）。") from error


def _compiled(form: ExchangeForm) -> jinja2.Template:
    """Values cannot break out of XML; JSON templates write `{{ title | tojson }}`."""
    return environment().overlay(autoescape=form.name.endswith(".xml")).from_string(form.template)
