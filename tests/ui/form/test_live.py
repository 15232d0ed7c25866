"""A form and its template are changed in an editor while the form is open in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.form_page import FormPage
from tests.ui.form.conftest import Open

FORM = "public-utilities.water-outage"


@pytest.fixture
def own_form(tmp_path: Path) -> Path:
    """The office's own copy of a form, which goes before the program's."""
    file = tmp_path / "forms" / "public-utilities" / "water-outage.yaml"
    file.parent.mkdir(parents=True)
    file.write_text((paths.FORMS / "public-utilities" / "water-outage.yaml").read_text("utf-8"), "utf-8")
    return file


@pytest.fixture
def own_template(tmp_path: Path) -> Path:
    file = tmp_path / "templates" / "documents" / "public-utilities" / "water-outage.html"
    file.parent.mkdir(parents=True)
    program = paths.TEMPLATES / "documents" / "public-utilities" / "water-outage.html"
    file.write_text(program.read_text("utf-8"), "utf-8")
    return file


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def label_of(page: FormPage, key: str) -> str:
    return page.sheet.frames[key].asked.label


def test_a_changed_label_shows_at_once_and_nothing_typed_is_lost(
    own_form: Path, open_form: Open, qtbot: QtBot
) -> None:
    page = open_form(FORM, filled=True)
    title = page.session.answers.values["title"]
    label = label_of(page, "reason")
    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        rewrite(own_form, f"label: {label}", "label: 为什么停水")
    assert label_of(page, "reason") == "为什么停水"
    assert page.session.answers.values["title"] == title


def test_a_broken_form_file_is_named_with_its_line_and_the_page_stays(
    own_form: Path, open_form: Open, qtbot: QtBot
) -> None:
    page = open_form(FORM, filled=True)
    rewrite(own_form, "version: 1", "versoin: 1")
    qtbot.waitUntil(page.banner.isVisible, timeout=10_000)
    assert "public-utilities/water-outage.yaml:3" in page.banner.words.text()
    assert page.sheet.frames["reason"].isVisibleTo(page)


def test_a_form_file_that_was_mended_is_taken(own_form: Path, open_form: Open, qtbot: QtBot) -> None:
    page = open_form(FORM, filled=True)
    rewrite(own_form, "version: 1", "versoin: 1")
    qtbot.waitUntil(page.banner.isVisible, timeout=10_000)
    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        rewrite(own_form, "versoin: 1", "version: 1")
    assert not page.banner.isVisible()


def test_a_changed_template_shows_in_the_preview(
    own_template: Path, open_form: Open, desk: Desk, qtbot: QtBot
) -> None:
    page = open_form(FORM, filled=True)
    page.side.show_tab(page.side.preview)
    with qtbot.waitSignal(page.live.template_changed, timeout=20_000):
        rewrite(own_template, "</h1>", "（新样式）</h1>")
    document = desk.documents.of(page.session.snapshot())
    assert document.title.endswith("（新样式）")
