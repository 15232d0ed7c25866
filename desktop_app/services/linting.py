"""All faults of form and template files in a folder, as `gongkai lint` prints them."""

from __future__ import annotations

from pathlib import Path

from desktop_app.core.document.compose import template_faults
from desktop_app.core.errors import UserError
from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.load import load_form
from desktop_app.core.forms.source import Fault
