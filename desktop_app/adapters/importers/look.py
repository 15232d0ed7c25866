"""What a workbook's parts tell of a sheet beyond its values, and where those parts are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from lxml import etree

from desktop_app.core.imports.grid import Spot


@dataclass(slots=True)
class Look:
    """How a sheet's cells look.

    Args:
        formats: number formats other than the general one.
        spoilt: why a cell's value cannot be relied on, as a Chinese sentence.
        errors: what cells show whose formula failed.
        merged: what the reader of values does not tell: first row, first column, last row, last column.
    """

    formats: dict[Spot, str] = field(default_factory=dict)
    spoilt: dict[Spot, str] = field(default_factory=dict)
    errors: dict[Spot, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def part_xml(package: ZipFile, part: str) -> Any:
    """Return the root of a part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def linked_parts(package: ZipFile, links: str) -> dict[str, str]:
    """Return the paths of the parts that a workbook links to, by the links' ids."""
    targets = (
        (str(one.get("Id")), str(one.get("Target")))
        for one in part_xml(package, links).iter("{*}Relationship")
    )
    return {
        link: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for link, target in targets
    }
