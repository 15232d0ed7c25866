from __future__ import annotations

import pytest

from desktop_app.core.document.lint import template_faults
from desktop_app.services.form_files import FormFolders, form_files
from tests.conftest import REPOSITORY
from tests.core.document.sample import LOADER, NOTICE, NOTICE_TEMPLATE

NAME = "social-security/allowance.html"


def test_sound_template_has_no_fault():
    assert template_faults(NOTICE_TEMPLATE, NAME, NOTICE, LOADER) == []


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ("<h1>{{ title }}</h1>\n<p>{{ titel }}</p>", 2, "titel"),
        ("<h1>{{ title }}</h1>\n{% for row in list %}<p>{{ row.nam }}</p>{% endfor %}", 2, "nam"),
        ("<h1>{{ title }}</h1>\n<p>{{ remark }}</p>", 2, "不公开"),
        ("<h1>{{ title }}</h1>\n{% for %}", 2, "写法有误"),
        ("<h1>{{ title }}</h1>\n<p>{{ tel | shout }}</p>", 2, "shout"),
        ("<h1>{{ title }}</h1>\n<p>{{ period.typed.days + 1 }}</p>", 2, "days"),
        ("<h1>{{ title }}</h1>\n{% if addr %}<b>甲</b>{% else %}<i>乙</i>{% endif %}", 2, "<i>"),
    ],
)
def test_fault_has_its_line(source, line, part):
    (fault,) = template_faults(source, NAME, NOTICE, LOADER)
    assert (fault.file, fault.line) == (NAME, line)
    assert part in fault.message


def test_worked_example_of_the_manual_is_sound():
    manual = (REPOSITORY / "docs" / "templates.md").read_text("utf-8")
    example = manual.split("```html\n")[1].split("```")[0]
    assert template_faults(example, NAME, NOTICE, LOADER) == []


def test_every_form_and_its_template_agree():
    templates = REPOSITORY / "templates" / "documents"
    for file in form_files(REPOSITORY / "forms"):
        spec = FormFolders(REPOSITORY / "forms").load(file).spec
        name = spec.document.template + ".html"
        assert template_faults((templates / name).read_text("utf-8"), name, spec, LOADER) == []
