"""The office's own files of rules, checked before they are relied upon: review routes and recurring duties."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from desktop_app.core.calendar.recurring import RecurringFile
from desktop_app.core.disclosure.route import RouteError, RoutesFile, read_routes
from desktop_app.core.forms.source import Fault, Source

SHAPES: dict[str, type[msgspec.Struct]] = {"routes.yaml": RoutesFile, "recurring.yaml": RecurringFile}
"""Name of the file to its shape."""


def lint_office_file(file: Path, forms: Collection[str] = ()) -> list[Fault]:
    """Return what is wrong in one of these files.

    Args:
        file: named as in `SHAPES`.
        forms: ids of the forms that there are; one that is not among them is a fault. Empty where nobody knows.
    """
    from desktop_app.core.forms.schema import shape_faults

    try:
        source = Source(file.read_text("utf-8"), str(file))
    except UnicodeDecodeError:
        return [Fault(str(file), 1, "文件不是 UTF-8 编码，请另存为 UTF-8。")]
    if source.faults:
        return list(source.faults)
    schema: dict[str, Any] = msgspec.json.schema(SHAPES[file.name])
    if faults := shape_faults(source, schema):
        return list(faults)
    return [*_route_faults(source, file), *_form_faults(source, forms)]


def _route_faults(source: Source, file: Path) -> Iterator[Fault]:
    if SHAPES[file.name] is RoutesFile:
        try:
            read_routes(source.data, file.name)
        except RouteError as error:
            yield source.fault(("routes",), error.message)


def _form_faults(source: Source, forms: Collection[str]) -> Iterator[Fault]:
    if not forms:
        return
    for number, route in enumerate(source.data.get("routes", ())):
        for place, pattern in enumerate(route.get("forms", ())):
            if not any(fnmatchcase(form, pattern) for form in forms):
                yield source.fault(("routes", number, "forms", place), f"没有编号像“{pattern}”的事项类型。")
    for number, duty in enumerate(source.data.get("duties", ())):
        if duty["form"] not in forms:
            yield source.fault(("duties", number, "form"), f"没有编号为“{duty['form']}”的事项类型。")
