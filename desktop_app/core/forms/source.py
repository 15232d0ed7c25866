"""YAML of a form file as plain data, with the line of every part for messages.

Only `true`, `false`, `null` and numbers are more than text: dates, `no` and `0452` stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Keys and list positions that lead to a part of the file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a form or template file; `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return `file:line: message`, as editors and terminals link it."""
        return f"{self.file}:{self.line}: {self.message}"


class _Loader(yaml.CSafeLoader):
    """Resolves the core schema only."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?\d+\.\d+$"), list("-0123456789"))

_SCALARS: dict[str, Callable[[str], Any]] = {
    "bool": lambda text: text == "true",
    "null": lambda _text: None,
    "int": int,
    "float": float,
    "str": str,
}


Shared = Mapping[str, Mapping[str, Any]]
"""Fields and columns that several forms have, by the name under which a form says `use: NAME`."""

_USE = "use"


class Source:
    """A parsed file: `data`, the faults of the YAML itself, and where each part stands.

    Args:
        shared: what `use` stands for; what the form writes beside it goes before, and its rules are added.
    """

    def __init__(self, text: str, file: str, shared: Shared | None = None) -> None:
        self.file = file
        self._shared = shared or {}
        self.faults: list[Fault] = []
        self._lines: dict[Path, int] = {(): 1}
        self.data: Any = None
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.faults.append(Fault(file, line, f"YAML 写法有误：{error.problem}。请检查缩进、冒号和引号。"))
            return
        self.data = self._build(node, ()) if node is not None else None

    def line(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def fault(self, path: Path, message: str) -> Fault:
        """Return a fault at a part of the file."""
        return Fault(self.file, self.line(path), message)

    def _build(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._with_shared(dict(self._pairs(node, path)), path)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, (*path, number)) for number, item in enumerate(node.value)]
        return _SCALARS.get(node.tag.rpartition(":")[2], str)(node.value)

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            self._lines[here] = key_node.start_mark.line + 1
            if key in seen:
                self.faults.append(self.fault(here, f"“{key}”写了两次，请删去一处。"))
            seen.add(key)
            yield key, self._build(value_node, here)

    def _with_shared(self, part: dict[str, Any], path: Path) -> dict[str, Any]:
        if _USE not in part or not _is_field(path):
            return part
        name = str(part.pop(_USE))
        if name not in self._shared:
            self.faults.append(self.fault((*path, _USE), f"共用字段“{name}”不存在，请看 _shared.yaml。"))
        shared = self._shared.get(name, {})
        given, own = shared.get("rules"), part.get("rules")
        rules = {"rules": [*given, *own]} if isinstance(given, list) and isinstance(own, list) else {}
        return {**shared, **part, **rules}


def _is_field(path: Path) -> bool:
    """Say whether a part is a field, or a column of a table."""
    return path[:1] == ("fields",) and (len(path) == 2 or (len(path) == 4 and path[2] == "columns"))
