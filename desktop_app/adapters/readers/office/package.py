"""An office package: parts, and how they are related."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from desktop_app.adapters.readers.members import member_name, open_archive, read_member
from desktop_app.adapters.readers.office.xml import Element, parse
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED

_TYPES = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part.

    Args:
        kind: the last segment of the relationship's type, as `header` or `oleObject`.
        target: a part's name without leading slash, or an address outside where `is_external`.
    """

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a package by name; names are compared without case, as office programs do.

    `archive` is the zip that it is.
    """

    def __init__(self, content: bytes) -> None:
        self.archive = open_archive(content)
        self._members = {
            member_name(info).replace("\\", "/").lstrip("/").lower(): info for info in self.archive.infolist()
        }

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    @property
    def parts(self) -> list[str]:
        """The names of all parts, folders left out."""
        return [name for name in self._members if not name.endswith("/")]

    def read(self, part: str) -> bytes:
        """Return a part's bytes; raises `Unreadable`."""
        info = self._members.get(part.lower())
        if info is None:
            raise Unreadable(DAMAGED, "文件缺了一部分，读不完整")
        return read_member(self.archive, info)

    def xml(self, part: str) -> Element:
        """Return the root element of a part; raises `Unreadable`."""
        return parse(self.read(part))

    def main(self) -> str:
        """Return the name of the main part; raises `Unreadable` where the package names none."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self:
                return relation.target
        raise Unreadable(DAMAGED, "文件里找不到正文")

    def relations(self, part: str) -> list[Relation]:
        """Return the arrows from a part, those of the whole package for an empty name."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return []
        return [_relation(folder, element) for element in self.xml(source) if element.get("Target")]

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """Yield the parts to which a part's arrows of these kinds lead and that are there."""
        for relation in self.relations(part):
            if relation.kind in kinds and not relation.is_external and relation.target in self:
                yield relation.target

    def pointed_at(self, *kinds: str) -> set[str]:
        """Return the parts to which any part of the package points with an arrow of these kinds."""
        found: set[str] = set()
        for source in self.parts:
            if source.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(source))
                found.update(self.related(posixpath.join(folder, posixpath.basename(source)[:-5]), *kinds))
        return {part.lower() for part in found}


def main_types(content: bytes) -> bytes:
    """Return what a package says its parts are; empty for what is no package."""
    try:
        package = Package(content)
        return package.read(_TYPES) if _TYPES in package else b""
    except Unreadable:
        return b""


def _relation(folder: str, element: Element) -> Relation:
    target = element.get("Target", "")
    is_external = element.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(element.get("Id", ""), kind, target, is_external)
