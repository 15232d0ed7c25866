"""Packs of rules: signed, whole, newer than what holds, and sound; anything else changes nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from desktop_app import __version__, paths
from desktop_app.adapters.updates.pack import key_from, key_text, new_key, write_pack
from desktop_app.cli import DONE
from desktop_app.core.updates.manifest import Manifest, PackRefused, is_rule
from desktop_app.services.updates import Updates

FORM = "forms/public-utilities/water-outage.yaml"
NEWER = (paths.HOME / FORM).read_text("utf-8").replace("name: ", "name: 新版", 1)


class Issuer:
    """Makes packs with a key of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._private, self.public = new_key()

    def pack(self, serial: int, files: dict[str, bytes], program: str = __version__, **more: object) -> Path:
        manifest = Manifest(serial, f"第 {serial} 次", "2026-11-26", program, (), **more)
        return write_pack(self._folder / f"{serial}.zip", manifest, files, self._private)


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    return Issuer(tmp_path)


@pytest.fixture
def updates(tmp_path: Path, issuer: Issuer) -> Updates:
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "county.pub").write_text(key_text(issuer.public), "utf-8")
    return Updates(paths.HOME, tmp_path / "updates", keys, __version__)


def test_without_a_pack_the_programs_own_rules_hold(updates: Updates):
    assert updates.current() is None
    assert updates.home() == paths.HOME


def test_a_signed_pack_changes_a_form_and_says_so(updates: Updates, issuer: Issuer):
    updates.install(issuer.pack(1, {FORM: NEWER.encode()}))

    assert "新版" in (updates.home() / FORM).read_text("utf-8")
    assert "新版" not in (paths.HOME / FORM).read_text("utf-8")
    assert updates.current().changed == {FORM: 1}


def test_a_later_pack_builds_on_the_one_before_and_each_rule_tells_which_brought_it(
    updates: Updates, issuer: Issuer
):
    updates.install(issuer.pack(1, {FORM: NEWER.encode()}))
    duties = (paths.HOME / "resources" / "posting.yaml").read_bytes()
    updates.install(issuer.pack(2, {"resources/posting.yaml": duties + b"\n"}))

    assert "新版" in (updates.home() / FORM).read_text("utf-8")
    assert updates.current().changed == {FORM: 1, "resources/posting.yaml": 2}


@pytest.mark.parametrize(("serial", "words"), [(3, "已经装过"), (2, "不能倒退")])
def test_the_same_and_an_older_pack_are_refused(updates: Updates, issuer: Issuer, serial: int, words: str):
    updates.install(issuer.pack(3, {FORM: NEWER.encode()}))
    with pytest.raises(PackRefused, match=words):
        updates.install(issuer.pack(serial, {FORM: b""}))
    assert updates.current().serial == 3


def test_a_pack_of_somebody_else_is_refused(updates: Updates, tmp_path: Path):
    (tmp_path / "else").mkdir()
    with pytest.raises(PackRefused, match="签名对不上"):
        updates.install(Issuer(tmp_path / "else").pack(1, {FORM: NEWER.encode()}))
    assert updates.home() == paths.HOME


def test_without_a_key_no_pack_is_taken(issuer: Issuer, tmp_path: Path):
    bare = Updates(paths.HOME, tmp_path / "updates", tmp_path / "no-keys", __version__)
    with pytest.raises(PackRefused, match="没有登记"):
        bare.install(issuer.pack(1, {FORM: NEWER.encode()}))


def _rewritten(pack: Path, name: str, data: bytes) -> Path:
    """Return the pack with one of its members exchanged."""
    out = pack.with_name("forged.zip")
    with zipfile.ZipFile(pack) as was, zipfile.ZipFile(out, "w") as now:
        for member in was.namelist():
            now.writestr(member, data if member == name else was.read(member))
    return out


def test_a_file_changed_after_signing_is_refused(updates: Updates, issuer: Issuer):
    forged = _rewritten(issuer.pack(1, {FORM: NEWER.encode()}), f"content/{FORM}", b"name: x")
    with pytest.raises(PackRefused, match="和签名时不一样"):
        updates.install(forged)
    assert updates.home() == paths.HOME


def test_a_manifest_changed_after_signing_is_refused(updates: Updates, issuer: Issuer):
    pack = issuer.pack(1, {FORM: NEWER.encode()})
    with zipfile.ZipFile(pack) as archive:
        text = archive.read("manifest.json").replace(b'"serial": 1', b'"serial": 9')
    with pytest.raises(PackRefused, match="签名对不上"):
        updates.install(_rewritten(pack, "manifest.json", text))


def test_a_file_that_is_no_pack_or_was_cut_short_is_refused(updates: Updates, issuer: Issuer, tmp_path: Path):
    (tmp_path / "letter.zip").write_bytes(b"Dear county")
    cut = issuer.pack(1, {FORM: NEWER.encode()})
    cut.write_bytes(cut.read_bytes()[:-40])
    for file in (tmp_path / "letter.zip", cut, tmp_path / "gone.zip"):
        with pytest.raises(PackRefused, match="不是更新包"):
            updates.install(file)


def test_a_pack_with_a_faulty_rule_is_refused_by_file_and_line_and_leaves_nothing(
    updates: Updates, issuer: Issuer, tmp_path: Path
):
    broken = NEWER.replace("steps:", "stepps:", 1)
    with pytest.raises(PackRefused, match=r"water-outage\.yaml 第 \d+ 行"):
        updates.install(issuer.pack(1, {FORM: broken.encode()}))
    assert updates.home() == paths.HOME
    assert not any((tmp_path / "updates").iterdir())


def test_a_pack_for_another_program_is_refused_and_a_newer_program_brings_its_own_rules(
    updates: Updates, issuer: Issuer, tmp_path: Path
):
    with pytest.raises(PackRefused, match=r"9\.9"):
        updates.install(issuer.pack(1, {FORM: NEWER.encode()}, program="9.9"))
    updates.install(issuer.pack(1, {FORM: NEWER.encode()}))
    assert Updates(paths.HOME, tmp_path / "updates", tmp_path / "keys", "9.9").home() == paths.HOME


@pytest.mark.parametrize(
    "path",
    [
        "../outside.yaml",
        "/etc/passwd.yaml",
        "forms/../../x.yaml",
        "forms\\x.yaml",
        "C:/x.yaml",
        "desktop_app/core/errors.py",
        "forms/x.py",
        "resources/update-keys/mine.pub",
        "resources/style/window.css",
        "forms//x.yaml",
    ],
)
def test_nothing_but_rules_comes_in_a_pack(path: str):
    assert not is_rule(path)


@pytest.mark.parametrize("path", [FORM, "resources/calendars/2027.yaml", "resources/units.yaml"])
def test_rules_come_in_a_pack(path: str):
    assert is_rule(path)


def test_a_pointer_to_rules_that_are_gone_falls_back_to_the_programs_own(updates: Updates, issuer: Issuer):
    updates.install(issuer.pack(1, {FORM: NEWER.encode()}))
    shutil.rmtree(updates.home())
    assert updates.home() == paths.HOME


def test_a_key_file_with_something_else_in_it_is_said(tmp_path: Path):
    for text in ("no key", key_text(b"short")):
        with pytest.raises(PackRefused, match="钥匙文件"):
            key_from(text)


def test_a_pack_is_made_and_installed_on_the_command_line_and_the_desk_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from desktop_app.cli import run as call
    from desktop_app.services import updates as module
    from desktop_app.wiring import open_desk, program

    office, source, key = tmp_path / "office", tmp_path / "source", tmp_path / "county.key"
    (source / FORM).parent.mkdir(parents=True)
    (source / FORM).write_text(NEWER, "utf-8")

    def run(*arguments: str) -> int:
        return call(["--workspace", str(office), *arguments], program())

    assert run("update", "key", str(key)) == DONE
    assert key.stat().st_mode & 0o077 == 0
    pack = str(tmp_path / "pack.zip")
    made = ("--serial", "5", "--name", "十一月", "--issued", "2026-11-26", "--key", str(key), "--out", pack)
    assert run("update", "make", str(source), *made) == DONE
    monkeypatch.setattr(
        "desktop_app.wiring.updates_of",
        lambda home, folder: module.Updates(home, folder / "updates", tmp_path, __version__),
    )
    assert run("update", "install", pack) == DONE
    capsys.readouterr()
    assert run("update", "status", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["pack"]["changed"] == {FORM: 5}
    desk = open_desk(str(office))
    try:
        assert desk.catalogue.form("public-utilities.water-outage").spec.name.startswith("新版")
        assert desk.documents.preview() is not None  # the fonts are the program's
    finally:
        desk.close()


def test_the_version_of_the_rules_names_the_pack_and_changes_with_any_rule(updates: Updates, issuer: Issuer):
    own = updates.version
    updates.install(issuer.pack(4, {FORM: NEWER.encode()}))
    later = Updates(paths.HOME, updates.home().parent, paths.HOME, __version__).version

    assert (own.pack, later.pack) == (0, 4)
    assert own.digest != later.digest
    assert updates.version == own, "a pack holds from the next start on"
