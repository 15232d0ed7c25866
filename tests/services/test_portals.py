"""The portals that an office can publish to."""

from __future__ import annotations

from pathlib import Path

from desktop_app import paths
from desktop_app.services.portals import KnownPortal, known_portals

FOLDER = "name: usb\ntitle: 移动盘\nkind: folder\nfolder: /media/usb\n"


def test_the_programs_own_profiles_are_all_sound() -> None:
    portals = known_portals([paths.RESOURCES / "portals"])
    assert "local" in [portal.name for portal in portals]
    assert [portal.fault for portal in portals] == [""] * len(portals)


def test_the_offices_profile_counts_before_the_programs(tmp_path: Path) -> None:
    (tmp_path / "local.yaml").write_text(FOLDER.replace("usb\ntitle", "local\ntitle"), "utf-8")
    (first, *others) = known_portals([tmp_path, paths.RESOURCES / "portals"])
    assert first == KnownPortal("local", "移动盘", "/media/usb")
    assert "local" not in [portal.name for portal in others]


def test_a_broken_profile_says_why_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: a\nkind: pigeon\n", "utf-8")
    (tmp_path / "b.yaml").write_bytes("name: b\ntitle: 门户\n".encode("gb18030"))
    (tmp_path / "usb.yaml").write_text(FOLDER, "utf-8")
    broken, unreadable, sound = known_portals([tmp_path])
    assert "a.yaml" in broken.fault
    assert "UTF-8" in unreadable.fault
    assert sound.fault == ""


def test_an_office_without_profiles_of_its_own_has_the_programs(tmp_path: Path) -> None:
    assert known_portals([tmp_path / "nothing here"]) == []
