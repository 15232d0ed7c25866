from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import get_ident
from time import sleep

import pytest

from desktop_app import paths
from desktop_app.core.forms.load import FormFileError
from desktop_app.services.catalogue import Catalogue, FormsUnreadable, UnknownForm
from desktop_app.services.form_files import FormFolders
from tests.core.forms.small import TEXT

UNITS = paths.RESOURCES / "units.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms" / "area").mkdir(parents=True)
    (tmp_path / "forms" / "area" / "type.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "forms" / "area" / "broken.yaml").write_text(
        TEXT.replace("version: 2", "version: x"), "utf-8"
    )
    return tmp_path / "forms"


@pytest.fixture
def catalogue(folder: Path) -> Catalogue:
    return Catalogue(FormFolders(folder), folder.parent / "cache" / "catalogue.json", UNITS)


def test_a_broken_file_takes_down_itself_alone(catalogue: Catalogue):
    assert [entry.id for entry in catalogue.entries()] == ["area.type"]
    assert "area/broken.yaml:2" in catalogue.broken()[0].message
    with pytest.raises(FormFileError):
        catalogue.form("area.broken")


def test_a_type_is_found_by_characters_pinyin_and_initials(catalogue: Catalogue):
    for query in ("小表单", "表单", "xiaobiaodan", "xbd"):
        assert [entry.id for entry in catalogue.search(query)] == ["area.type"], query
    assert catalogue.search("低保") == []


def test_the_index_is_kept_and_a_changed_file_is_read_again(catalogue: Catalogue, folder: Path):
    catalogue.entries()
    cache = folder.parent / "cache" / "catalogue.json"
    assert cache.exists()
    (folder / "area" / "type.yaml").write_text(TEXT.replace("小表单", "大表单"), "utf-8")

    again = Catalogue(FormFolders(folder), cache, UNITS)

    assert [entry.name for entry in again.entries()] == ["大表单"]


def test_a_damaged_index_is_made_again(catalogue: Catalogue, folder: Path):
    catalogue.entries()
    cache = folder.parent / "cache" / "catalogue.json"
    cache.write_bytes(b"{nonsense")

    assert [entry.id for entry in Catalogue(FormFolders(folder), cache, UNITS).entries()] == ["area.type"]


def test_a_kept_index_still_names_the_broken_file(catalogue: Catalogue, folder: Path):
    catalogue.entries()

    again = Catalogue(FormFolders(folder), folder.parent / "cache" / "catalogue.json", UNITS)

    assert len(again.broken()) == 1


def test_a_reload_shows_what_was_changed(catalogue: Catalogue, folder: Path):
    assert catalogue.form("area.type").spec.name == "小表单"
    (folder / "area" / "type.yaml").write_text(TEXT.replace("小表单", "大表单"), "utf-8")

    catalogue.refresh()

    assert catalogue.form("area.type").spec.name == "大表单"


def test_an_unknown_type_is_named(catalogue: Catalogue):
    with pytest.raises(UnknownForm, match="area.nothing"):
        catalogue.form("area.nothing")


def test_a_missing_folder_is_said(tmp_path: Path):
    with pytest.raises(FormsUnreadable):
        Catalogue(FormFolders(tmp_path / "nowhere"), tmp_path / "c.json", UNITS).entries()


def test_pick_lists_take_initials(catalogue: Catalogue):
    texts = ["龙江县财政局", "龙江县政府办公室"]

    assert catalogue.matches("ljxzfbgs", texts) == [1]
    assert catalogue.matches("龙江县", texts) == [0, 1]


def test_threads_that_ask_at_once_have_one_index_and_each_its_answer(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    files, readings = FormFolders.files, []

    def slow(self: FormFolders):
        readings.append(get_ident())
        sleep(0.05)
        return files(self)

    monkeypatch.setattr(FormFolders, "files", slow)
    with ThreadPoolExecutor(4) as pool:
        digests = list(pool.map(catalogue.digest, ["area.type"] * 4))
    assert len(readings) == 1
    assert len(set(digests)) == 1
