"""Form files of program and office: which one counts, and which shared fields it may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.services.form_files import FormFolders
from desktop_app.services.linting import lint_all
from tests.core.forms.small import TEXT

USES = TEXT.replace("matter: {kind: text, label: 事项, required: true}", "matter: {use: matter}")


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def shared(label: str) -> str:
    return f"matter: {{kind: text, label: {label}, required: true}}\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    write(tmp_path / "program" / "forms" / "area" / "type.yaml", USES)
    write(tmp_path / "program" / "forms" / "_shared.yaml", shared("程序的"))
    write(
        tmp_path / "program" / "templates" / "documents" / "area" / "type.html",
        "<h1>{{ title }}</h1><p>{{ matter }}</p>",
    )
    return tmp_path / "program"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return tmp_path / "office"


def label(folders: FormFolders) -> str:
    return folders.load(folders.files()["area.type"]).fields["matter"].label


def test_an_office_without_forms_has_those_of_the_program(program: Path, office: Path):
    assert label(FormFolders(program / "forms", office / "forms")) == "程序的"


def test_the_offices_form_takes_the_place_of_the_programs(program: Path, office: Path):
    own = write(office / "forms" / "area" / "type.yaml", USES.replace("小表单", "本县的表单"))

    folders = FormFolders(program / "forms", office / "forms")

    assert folders.files() == {"area.type": own}
    assert folders.load(own).spec.name == "本县的表单"
    assert label(folders) == "程序的"


@pytest.mark.parametrize("place", ["_shared.yaml", "area/_shared.yaml"])
def test_the_offices_shared_fields_go_before(program: Path, office: Path, place: str):
    write(office / "forms" / place, shared("本县的"))

    assert label(FormFolders(program / "forms", office / "forms")) == "本县的"


def test_the_areas_shared_fields_go_before_the_general_ones(program: Path, office: Path):
    write(program / "forms" / "area" / "_shared.yaml", shared("领域的"))

    assert label(FormFolders(program / "forms", office / "forms")) == "领域的"


def test_shared_fields_are_no_forms(program: Path, office: Path):
    write(program / "forms" / "area" / "_shared.yaml", shared("领域的"))

    assert list(FormFolders(program / "forms", office / "forms").files()) == ["area.type"]


def test_the_linter_takes_the_offices_template_and_names_its_fault(program: Path, office: Path):
    write(office / "forms" / "area" / "type.yaml", USES)
    write(office / "templates" / "documents" / "area" / "type.html", "<h1>{{ titel }}</h1>")

    faults = lint_all(office / "forms", program / "forms", program / "templates")

    assert [(fault.file, fault.line) for fault in faults] == [("area/type.html", 1)]
    assert "titel" in faults[0].message


def test_the_linter_names_a_broken_file_of_shared_fields(program: Path):
    write(program / "forms" / "_shared.yaml", "matter: 文字")

    faults = lint_all(program / "forms", program / "forms", program / "templates")

    assert [(fault.file, fault.line) for fault in faults] == [("forms/_shared.yaml", 1)]
