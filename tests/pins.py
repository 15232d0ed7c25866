"""The lists of packages, read as they stand: what is pinned where, and what the program's own lists bring along."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from desktop_app import paths

SHIPPED = ("requirements.txt", "requirements-ocr.txt", "requirements-shared.txt")
"""What offices install."""
LISTS = (*SHIPPED, "requirements-dev.txt")
"""What is asked for; `constraints.txt` holds what that brings along."""
ALL = (*LISTS, "constraints.txt")


def requirements(name: str) -> list[Requirement]:
    """Return the lines of one list."""
    lines = (line.partition("#")[0].strip() for line in (paths.HOME / name).read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line]


def files() -> list[Path]:
    """Return all lists."""
    return [paths.HOME / name for name in ALL]


def installed(names: tuple[str, ...]) -> dict[str, metadata.Distribution]:
    """Return the installed packages of these lists and what they bring along on this system, by canonical name.

    Packages of an extra that is not installed here are left out with whatever only they bring.
    """
    found: dict[str, metadata.Distribution] = {}
    waiting = [requirement for name in names for requirement in requirements(name)]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if str(one) in seen:
            continue
        seen.add(str(one))
        try:
            package = metadata.distribution(one.name)
        except metadata.PackageNotFoundError:
            continue
        found[canonicalize_name(one.name)] = package
        waiting += _brought(package, one.extras)
    return found


def _brought(package: metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield one
