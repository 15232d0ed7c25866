"""Each thing that can be wrong with an installation is named, and the bundle holds nobody's data."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.health import Health, Part
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.services.desk import Desk
from desktop_app.services.doctor.doctor import PORTAL, Doctor
from tests.services.conftest import FixedClock, cache, clock, desk, portal, workspace

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

Examine = Callable[..., dict[str, Part]]


@pytest.fixture
def examine(desk: Desk) -> Examine:
    def examined(**options: bool) -> dict[str, Part]:
        return {part.name: part for part in desk.doctor.examine(**options)}

    return examined


def test_a_sound_installation_has_nothing_that_must_be_mended(examine: Examine):
    assert {part.name for part in examine().values() if part.health is Health.BROKEN} == set()


def test_nobody_is_called_unless_asked(examine: Examine, portal: MemoryPortal):
    portal.fail("find", RetryLater("连不上门户。"))
    assert PORTAL not in examine()
    part = examine(call_portal=True)[PORTAL]
    assert (part.health, part.words) == (Health.BROKEN, "连不上门户。")
    assert examine(call_portal=True)[PORTAL].health is Health.GOOD


def test_a_damaged_workspace_is_named_though_it_does_not_open(tmp_path: Path, clock: FixedClock):
    (tmp_path / "workspace.db").write_bytes(b"no database" * 500)
    doctor = Doctor(paths.HOME, tmp_path / "workspace.db", MemoryPortal, clock)
    parts = {part.name: part for part in doctor.examine()}
    assert parts["workspace"].health is Health.BROKEN
    assert parts["program"].health is Health.GOOD


def test_a_program_copied_in_part_is_named(tmp_path: Path, clock: FixedClock):
    shutil.copytree(paths.RESOURCES, tmp_path / "home" / "resources")
    parts = {
        part.name: part
        for part in Doctor(tmp_path / "home", tmp_path / "workspace.db", MemoryPortal, clock).examine()
    }
    assert parts["program"].health is Health.BROKEN
    assert "forms、templates" in parts["program"].words


@pytest.mark.parametrize(
    ("file", "content", "part"),
    [
        ("settings.json", "{", "settings"),
        ("settings.json", '{"portal": "gone", "office_name": "龙江县民政局"}', "portals"),
        ("portals/own.yaml", "kind: carrier-pigeon", "portals"),
        ("exceptions.yaml", "words: [{text: 密}]", "exceptions"),
    ],
    ids=[
        "settings that cannot be read",
        "a portal without a profile",
        "a profile that cannot be read",
        "exceptions that break the rules",
    ],
)
def test_what_the_office_changed_and_broke_is_named(
    examine: Examine, tmp_path: Path, file: str, content: str, part: str
):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(content, "utf-8")
    found = examine()[part]
    assert found.health is Health.BROKEN
    assert found.hint


def test_a_clock_before_the_program_was_made_is_named(examine: Examine, clock: FixedClock):
    clock.now = clock.now.replace(year=2009)
    assert examine()["clock"].health is Health.BROKEN


def test_a_year_without_its_notice_is_named_when_it_comes_near(examine: Examine, clock: FixedClock):
    assert examine()["calendars"].health is Health.GOOD
    clock.now = clock.now.replace(month=12)
    assert "2027" in examine()["calendars"].words


def test_backups_that_stopped_are_named(examine: Examine, desk: Desk, clock: FixedClock):
    assert examine()["backups"].health is Health.LIMITED
    desk.backups.daily()
    assert examine()["backups"].health is Health.GOOD
    clock.pass_by(days=9)
    assert examine()["backups"].health is Health.LIMITED


def test_the_bundle_holds_versions_and_counts_but_nothing_that_was_written(desk: Desk, tmp_path: Path):
    item = desk.drafts.create("market-supervision.penalty-publicity")
    values = dict(desk.exchange.sample("market-supervision.penalty-publicity").values)
    desk.drafts.save(item.id, values, "active", item.confidentiality, item.revision)
    faults = f"KeyError at {Path.home()}/program/main.py:7\nreached http://10.1.2.3:8800/api"

    bundle = desk.doctor.write_bundle(desk.doctor.examine(), tmp_path / "bundle.zip", faults)

    with ZipFile(bundle) as opened:
        texts = [opened.read(name).decode() for name in opened.namelist()]
    assert json.loads(texts[1])["counts"]["item"] == 1
    written = [str(value) for value in values.values() if isinstance(value, str) and len(value) > 5]
    personal = [*written, str(Path.home()), "10.1.2.3", desk.settings.person or "李经办"]
    if len(platform.node()) > 2:
        personal.append(platform.node())
    for text in texts:
        assert [one for one in personal if one in text] == []
        assert "KeyError at ~/program/main.py:7" in text
