"""Which version of which rule made a finding or a date, in the window's words, in JSON and in the story."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desktop_app import __version__, paths
from desktop_app.adapters.updates.pack import key_text, new_key, write_pack
from desktop_app.cli import run
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.updates.edition import Edition, Origin
from desktop_app.core.updates.manifest import Manifest
from desktop_app.services.desk import Desk
from desktop_app.services.updates import Updates
from desktop_app.wiring import open_desk, program
from tests.ui.pages.office import OUTAGE, Office

PENALTY = "market-supervision.penalty-publicity"
_CALENDAR = "resources/calendars/2026.yaml"
_FORM = f"forms/{OUTAGE.replace('.', '/')}.yaml"


def _finding(rule: str) -> Finding:
    return Finding(rule, Severity.BLOCK, "不对。")


def test_a_finding_of_a_form_names_the_forms_version_and_any_other_the_programs(desk: Desk) -> None:
    form = desk.catalogue.form(OUTAGE)
    own = Origin("program", __version__)
    by_form = desk.editions.of_finding(_finding("required.missing"), form)
    assert by_form == Edition("form", OUTAGE, str(form.spec.version), own, desk.catalogue.digest(OUTAGE))
    checks = Edition("checks", "", __version__, own)
    assert desk.editions.of_finding(_finding("pii.id-card"), form) == checks
    assert desk.editions.of_finding(_finding("unreadable.damaged"), None) == checks


def test_a_deadline_names_the_arrangements_that_counted_its_days(desk: Desk) -> None:
    form = desk.catalogue.form(PENALTY)
    due = desk.deadlines.due_for(form, date(2026, 9, 28))
    assert due is not None
    made_by_form, *calendars = desk.editions.of_due(due, form)
    assert made_by_form.name == PENALTY
    assert [(one.name, one.version) for one in calendars] == [("2026", "国办发明电〔2025〕7号")]
    assert "2026 年放假安排 国办发明电〔2025〕7号（程序" in desk.editions.due_words(due, form)


def test_days_about_the_new_year_are_counted_by_two_years_arrangements(desk: Desk) -> None:
    form = desk.catalogue.form(PENALTY)
    due = desk.deadlines.due_for(form, date(2026, 12, 28))
    assert due is not None
    assert [one.name for one in desk.editions.of_due(due, form)[1:]] == ["2026", "2027"]


def test_an_arrangement_that_the_office_adopted_is_named_as_its_own(desk: Desk) -> None:
    folder = desk.folder / "calendars"
    folder.mkdir()
    text = (paths.HOME / _CALENDAR).read_text("utf-8").replace("2025-11-04", "2025-12-04")
    (folder / "2026.yaml").write_text(text.replace("7号", "9号"), "utf-8")
    form = desk.catalogue.form(PENALTY)
    due = desk.deadlines.due_for(form, date(2026, 9, 28))
    assert due is not None
    adopted = desk.editions.of_due(due, form)[1]
    assert (adopted.version, adopted.origin.by) == ("国办发明电〔2025〕9号", "office")


def test_an_offices_own_form_is_named_as_its_own_with_a_digest_of_its_own(desk: Desk) -> None:
    before = desk.editions.of_form(desk.catalogue.form(OUTAGE))
    own = desk.folder / _FORM
    own.parent.mkdir(parents=True)
    own.write_text((paths.HOME / _FORM).read_text("utf-8") + "\n# 本单位改过\n", "utf-8")
    after = desk.editions.of_form(desk.catalogue.reread(OUTAGE))
    assert (before.origin.by, after.origin.by) == ("program", "office")
    assert before.sha256 != after.sha256


@pytest.fixture
def packed(tmp_path: Path) -> Updates:
    """The updates of an office, and nothing installed yet."""
    keys = tmp_path / "keys"
    keys.mkdir()
    return Updates(paths.HOME, tmp_path / "updates", keys, __version__)


def _install(updates: Updates, tmp_path: Path, serial: int, *files: str) -> None:
    private, public = new_key()
    (tmp_path / "keys" / f"{serial}.pub").write_text(key_text(public), "utf-8")
    contents = {file: (paths.HOME / file).read_bytes() + b"\n" for file in files}
    manifest = Manifest(serial, f"第 {serial} 次", "2026-11-26", __version__, ())
    updates.install(write_pack(tmp_path / f"{serial}.zip", manifest, contents, private))


def test_what_a_pack_brought_names_the_pack_and_what_it_left_alone_the_program(
    packed: Updates, tmp_path: Path
) -> None:
    _install(packed, tmp_path, 3, _FORM)
    assert packed.origin([_FORM]) == Origin("pack", "3")
    assert packed.origin([_CALENDAR]) == Origin("program", __version__)


def test_a_pack_installed_meanwhile_made_nothing_of_what_this_program_finds(
    packed: Updates, tmp_path: Path
) -> None:
    _install(packed, tmp_path, 3, _FORM)
    running = Updates(paths.HOME, tmp_path / "updates", tmp_path / "keys", __version__, packed.home())
    _install(packed, tmp_path, 4, _FORM, _CALENDAR)
    assert running.origin([_FORM]) == Origin("pack", "3")
    assert running.origin([_CALENDAR]) == Origin("program", __version__)
    assert running.version.pack == 3
    untouched = Updates(paths.HOME, tmp_path / "updates", tmp_path / "keys", __version__, paths.HOME)
    assert untouched.version.pack == 0


def test_the_story_keeps_by_which_form_and_calendar_somebody_vouched(desk: Desk) -> None:
    item = Office(desk).approved(PENALTY)
    told = {event.verb: event.data for event in desk.story(item.id)}
    form, calendar = told["approve"]["made_by"]
    assert form.startswith("表单第 ")
    assert "年放假安排" in calendar
    assert "made_by" not in told["create"]


def test_the_command_line_names_what_made_findings_and_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "office"
    opened = open_desk(str(office))
    try:
        kept = Office(opened).draft(PENALTY)
    finally:
        opened.close()

    def call(*arguments: str) -> object:
        run(["--workspace", str(office), *arguments], program())
        return json.loads(capsys.readouterr().out)

    draft = tmp_path / "d.json"
    draft.write_text(json.dumps({"form": PENALTY, "values": {}}), "utf-8")
    checked = call("check", "--json", str(draft))
    keys = {one["rule"]: one["made_by"] for one in checked["files"][0]["findings"]}
    assert keys["required.missing"].startswith(f"form:{PENALTY}@")
    assert keys["required.flag"] == f"checks@{__version__}"
    assert checked["made_by"].keys() == set(keys.values())
    assert len(checked["made_by"][keys["required.missing"]]["sha256"]) == 64

    counted = call("due", PENALTY, "--event", "2026-09-28", "--json")
    assert [one["kind"] for one in counted["made_by"]] == ["form", "calendar"]
    row = next(one for one in call("todo", "--json") if one["id"] == kept.id)
    assert [one["kind"] for one in row["made_by"]] == ["form", "calendar"]
