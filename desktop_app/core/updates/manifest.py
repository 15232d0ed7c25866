"""What a pack says of itself, and which packs are refused."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.shapes import read_json

FOLDERS = (
    "forms",
    "templates",
    "resources/calendars",
    "resources/imports",
    "resources/lexicons",
    "resources/portals",
)
"""Rules only: no code, keys, fonts or looks come in a pack."""
_LOOSE = re.compile(r"resources/[a-z-]+\.yaml")
_ENDINGS = frozenset({".yaml", ".html", ".css", ".csv", ".json", ".txt"})


class PackRefused(UserError):
    """A pack is not taken; the rules stay what they were."""

    code = "U210"
    hint = "规则没有变。请向发更新包的单位要一份新的。"


class Content(msgspec.Struct, frozen=True):
    """One file of a pack.

    Args:
        path: below the program's folder, with forward slashes.
        sha256: of its bytes.
    """

    path: str
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed.

    Args:
        serial: grows from pack to pack.
        name: what people call it.
        issued_on: ISO date.
        program: the program's version that it was made for.
        files: what it brings.
        removed: paths of files that shall be no more.
    """

    serial: int
    name: str
    issued_on: str
    program: str
    files: tuple[Content, ...]
    removed: tuple[str, ...] = ()


def read_manifest(text: bytes) -> Manifest:
    """Return what a signed manifest says.

    Raises:
        PackRefused: it is no manifest, or names a file that no pack may bring.
    """
    try:
        manifest = read_json(text, Manifest)
    except msgspec.DecodeError as error:
        raise PackRefused("更新包的目录读不懂。") from error
    for path in (*(one.path for one in manifest.files), *manifest.removed):
        if not is_rule(path):
            raise PackRefused(f"更新包里有不许更新的文件“{path}”。")
    return manifest


def is_rule(path: str) -> bool:
    """Say whether a path is that of a rule, which a pack may bring."""
    pure = PurePosixPath(path)
    if path != str(pure) or pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
        return False
    in_folder = any(pure.is_relative_to(folder) and str(pure) != folder for folder in FOLDERS)
    return pure.suffix in _ENDINGS and (in_folder or bool(_LOOSE.fullmatch(path)))


def judge(manifest: Manifest, installed: int, program: str) -> None:
    """Make sure that a pack may follow what is installed.

    Args:
        installed: serial of the pack that holds now; 0 where the program's own rules hold.
        program: this program's version.

    Raises:
        PackRefused: it is older, the same, or made for another program.
    """
    if manifest.program != program:
        raise PackRefused(f"更新包是给 {manifest.program} 版程序做的，本机是 {program} 版。")
    if manifest.serial == installed:
        raise PackRefused(f"第 {installed} 号更新包已经装过了。")
    if manifest.serial < installed:
        raise PackRefused(f"更新包是第 {manifest.serial} 号，比已装的第 {installed} 号旧，不能倒退。")
