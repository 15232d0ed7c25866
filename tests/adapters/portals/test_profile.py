from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.adapters.portals.drop.portal import DropPortal
from desktop_app.adapters.portals.opening import open_portal
from desktop_app.adapters.portals.profile import (
    FolderProfile,
    ProfileError,
    ReferenceProfile,
    read_profile,
)
from desktop_app.adapters.portals.recipe.portal import RecipePortal
from tests.conftest import REPOSITORY


def test_profile_that_comes_with_the_program_leads_to_this_machine() -> None:
    path = REPOSITORY / "resources" / "portals" / "local.yaml"

    profile = read_profile(path.read_text("utf-8"), path.name)

    assert isinstance(profile, ReferenceProfile)
    assert (profile.name, profile.base_url) == ("local", "http://127.0.0.1:8800")
    assert isinstance(open_portal(profile), RecipePortal)


def test_folder_profile_opens_a_folder(tmp_path: Path) -> None:
    profile = read_profile(f"name: usb\nkind: folder\nfolder: {tmp_path}\n", "usb.yaml")

    assert isinstance(profile, FolderProfile)
    assert isinstance(open_portal(profile), DropPortal)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: a\nkind: reference", "缺少“base_url”"),
        ("name: a\nkind: ftp\nbase_url: https://a.invalid", "kind 不能是“ftp”"),
        ("name: a\nbase_url: https://a.invalid", "缺少 kind"),
        ("name: a\nkind: reference\nbase_url: https://a.invalid\ntokn: x", "第 4 行：不认识“tokn”"),
        ("name: a\nkind: reference\nbase_url: 7", "第 3 行：“base_url”应当是文字"),
        ("name: 县门户\nkind: reference\nbase_url: https://a.invalid", "name 只能用"),
        ("name: a\nkind: reference\nbase_url: www.a.invalid", "完整网址"),
        ("name: a\nkind: reference\nbase_url: http://a.invalid", "明文传送"),
        ("name: a\nkind: reference\nbase_url: https://a.invalid\ntimeout_s: 0", "timeout_s"),
        ("name: a\nkind: folder\nfolder: x/y", "完整路径"),
        ("name: a\n  kind: [", "第 2 行"),
        ("- a", "类型不对"),
        ("", "类型不对"),
    ],
    ids=lambda value: value.replace("\n", "|"),
)
def test_fault_in_a_profile_is_told_in_chinese_with_its_place(text: str, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        read_profile(text, "county.yaml")

    assert "county.yaml" in caught.value.message
    assert words in caught.value.message


def test_closed_network_may_do_without_tls() -> None:
    text = "name: a\nkind: reference\nbase_url: http://10.0.0.5\nplain_http: true"

    assert read_profile(text, "a.yaml").name == "a"
