"""The rules that hold: the program's own, or those with the packs that were installed after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from desktop_app import __version__
from desktop_app.core.errors import OutsideError
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_json
from desktop_app.core.updates.edition import Origin
from desktop_app.core.updates.manifest import Manifest, PackRefused, judge
from desktop_app.core.updates.rules_version import RulesVersion, digest_of

_TREES = ("forms", "templates", "resources")
_CURRENT, _STATE = "current.json", "installed.json"
KEYS = "update-keys"
_NO_RULES = ("resources/fonts/", "resources/icons/", f"resources/{KEYS}/")


def updates_of(home: Path, office: Path, running: Path | None = None) -> Updates:
    """Return the updates of a program's folder and an office's, by keys that came with the program.

    Clerks cannot write there: who may issue rules is for whoever installs the program to say.

    Args:
        running: the folder below which the rules lie that this program works by since its start.
    """
    return Updates(home, office / "updates", home / "resources" / KEYS, __version__, running)


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
        running: as for `updates_of`; where None, what holds when it is first asked for.
    """

    def __init__(
        self, home: Path, folder: Path, keys: Path, program: str, running: Path | None = None
    ) -> None:
        self._own, self._folder, self._keys, self.program = home, folder, keys, program
        self._given = running

    def current(self) -> Installed | None:
        """Return the pack that holds; None where the program's own rules do."""
        found = _read(self._folder / _CURRENT)
        if found is None or found.program != self.program:
            return None
        return found if self._home_of(found).is_dir() else None

    def home(self) -> Path:
        """Return the folder below which the rules lie that hold."""
        found = self.current()
        return self._own if found is None else self._home_of(found)

    @cached_property
    def version(self) -> RulesVersion:
        """The state of the rules at the start of the program; what is installed later holds from the next start."""
        home, found = self._running
        return RulesVersion(self.program, found.serial if found else 0, digest_of(_rules(home)))

    def origin(self, paths: Iterable[str]) -> Origin:
        """Return who brought a rule that consists of these files; of several packs the newest.

        Args:
            paths: as below the program's folder, such as `forms/finance/budget.yaml`.
        """
        _home, found = self._running
        brought = [found.changed[path] for path in paths if path in found.changed] if found else []
        return Origin("pack", str(max(brought))) if brought else Origin("program", self.program)

    @cached_property
    def _running(self) -> tuple[Path, Installed | None]:
        """The folder of the rules that this program works by, and the pack that made it."""
        home = self._given or self.home()
        return home, None if home == self._own else _read(home / _STATE) or self.current()

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
        judge(manifest, before.serial if before else 0, self.program)
        changed = (before.changed if before else {}) | dict.fromkeys(files, manifest.serial)
        changed |= dict.fromkeys(manifest.removed, manifest.serial)
        fresh = Installed(manifest.serial, manifest.name, manifest.issued_on, self.program, changed)
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
        said = msgspec.json.format(msgspec.json.encode(fresh), indent=1)
        (part / _STATE).write_bytes(said)
        shutil.rmtree(place, ignore_errors=True)
        part.replace(place)
        told = self._folder / f"{_CURRENT}.new"
        told.write_bytes(said)
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


def _rules(home: Path) -> Iterator[tuple[str, bytes]]:
    for tree in _TREES:
        for file in sorted((home / tree).rglob("*")):
            path = file.relative_to(home).as_posix()
            if file.is_file() and not path.startswith(_NO_RULES):
                yield path, file.read_bytes()


def _read(file: Path) -> Installed | None:
    try:
        return read_json(file.read_bytes(), Installed)
    except (OSError, msgspec.DecodeError):
        return None
