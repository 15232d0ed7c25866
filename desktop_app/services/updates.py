"""The rules that hold: the program's own, or those with the packs that were installed after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from desktop_app import __version__
from desktop_app.core.errors import OutsideError
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_json
from desktop_app.core.updates.manifest import Manifest, PackRefused, judge
from desktop_app.core.updates.rules_version import RulesVersion, digest_of

_TREES = ("forms", "templates", "resources")
_CURRENT = "current.json"
KEYS = "update-keys"
_NO_RULES = ("resources/fonts/", "resources/icons/", f"resources/{KEYS}/")


def updates_of(home: Path, office: Path) -> Updates:
    """Return the updates of a program's folder and an office's, by keys that came with the program.

    Clerks cannot write there: who may issue rules is for whoever installs the program to say.
    """
    return Updates(home, office / "updates", home / "resources" / KEYS, __version__)


class UpdateUnwritable(OutsideError):
    """The disk refuses an update."""

    code = "U310"
    hint = "规则没有变。请检查磁盘空间和文件夹的权限。"


class Installed(msgspec.Struct, frozen=True):
    """The pack that holds.

    Args:
        program: the program's version for which it was installed; a newer program has newer rules of its own.
        changed: paths that differ from the program's own, with the serial of the pack that brought them.
    """

    serial: int
    name: str
    issued_on: str
    program: str
    changed: dict[str, int]


class Updates:
    """Keeps what was installed in one folder; each state of the rules is a folder of its own, told by one small file.

    Args:
        home: the program's own folder.
        folder: where installed rules lie.
        keys: folder of public keys (`NAME.pub`) whose packs are taken.
        program: the program's version.
    """

    def __init__(self, home: Path, folder: Path, keys: Path, program: str) -> None:
        self._own, self._folder, self._keys, self._program = home, folder, keys, program

    def current(self) -> Installed | None:
        """Return the pack that holds; None where the program's own rules do."""
        try:
            found = read_json((self._folder / _CURRENT).read_bytes(), Installed)
        except (OSError, msgspec.DecodeError):
            return None
        return found if found.program == self._program and self._home_of(found).is_dir() else None

    def home(self) -> Path:
        """Return the folder below which the rules lie that hold."""
        found = self.current()
        return self._own if found is None else self._home_of(found)

    @cached_property
    def version(self) -> RulesVersion:
        """The state of the rules at the start of the program; what is installed later holds from the next start."""
        found = self.current()
        return RulesVersion(self._program, found.serial if found else 0, digest_of(self._rules()))

    def _rules(self) -> Iterator[tuple[str, bytes]]:
        home = self.home()
        for tree in _TREES:
            for file in sorted((home / tree).rglob("*")):
                path = file.relative_to(home).as_posix()
                if file.is_file() and not path.startswith(_NO_RULES):
                    yield path, file.read_bytes()

    def install(self, pack: Path, progress: Progress = silent) -> Installed:
        """Take a pack, whole or not at all; it holds from the next start on.

        Raises:
            PackRefused: it is not signed by a known key, older than what holds, or its rules are faulty.
            UpdateUnwritable: the disk refuses.
        """
        from desktop_app.adapters.updates.pack import read_pack

        progress("正在核对签名", 0.1)
        manifest, files = read_pack(pack, self.keys())
        before = self.current()
        judge(manifest, before.serial if before else 0, self._program)
        changed = (before.changed if before else {}) | dict.fromkeys(files, manifest.serial)
        changed |= dict.fromkeys(manifest.removed, manifest.serial)
        fresh = Installed(manifest.serial, manifest.name, manifest.issued_on, self._program, changed)
        try:
            self._build(fresh, manifest, files, progress)
        except OSError as error:
            raise UpdateUnwritable(f"更新没有装上（{error.strerror}）。") from error
        return fresh

    def keys(self) -> dict[str, bytes]:
        """Return the public keys whose packs are taken, by name."""
        from desktop_app.adapters.updates.pack import key_from

        return {file.stem: key_from(file.read_text("utf-8")) for file in sorted(self._keys.glob("*.pub"))}

    def _build(
        self, fresh: Installed, manifest: Manifest, files: Mapping[str, bytes], progress: Progress
    ) -> None:
        base, place = self.home(), self._home_of(fresh)
        part = place.with_name(f"{place.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        progress("正在准备新的规则", 0.3)
        for tree in _TREES:
            shutil.copytree(base / tree, part / tree)
        for path in manifest.removed:
            (part / path).unlink(missing_ok=True)
        for path, data in files.items():
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            (part / path).write_bytes(data)
        progress("正在核对新的规则", 0.6)
        self._refuse_faulty(part, [*files, *manifest.removed])
        shutil.rmtree(place, ignore_errors=True)
        part.replace(place)
        told = self._folder / f"{_CURRENT}.new"
        told.write_bytes(msgspec.json.format(msgspec.json.encode(fresh), indent=1))
        told.replace(self._folder / _CURRENT)

    def _refuse_faulty(self, part: Path, touched: Sequence[str]) -> None:
        from desktop_app.core.calendar.workdays import load_calendar
        from desktop_app.services.form_files import SHARED_NAME
        from desktop_app.services.linting import lint_all

        calendars = (part / "resources" / "calendars").glob("*.yaml")
        load_calendar({file.name: file.read_text("utf-8") for file in calendars})
        whole = any(path.startswith("templates/") or path.endswith(SHARED_NAME) for path in touched)
        forms = [part / path for path in touched if path.startswith("forms/") and (part / path).is_file()]
        targets = [part / "forms"] if whole else forms
        targets += [part / "resources" / "portals"]
        faults = [fault for one in targets for fault in lint_all(one, part / "forms", part / "templates")]
        if faults:
            shutil.rmtree(part, ignore_errors=True)
            first = faults[0]
            raise PackRefused(
                f"更新包里的规则有错：{Path(first.file).name} 第 {first.line} 行，{first.message}"
            )

    def _home_of(self, installed: Installed) -> Path:
        return self._folder / f"{installed.serial:06d}"
