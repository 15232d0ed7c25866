"""The columns of the site: a tree read once from a YAML file."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.shapes import read_yaml

DEFAULT_KIND = ("信息公开",)


class ColumnsError(UserError):
    """The file with the column tree cannot be used."""

    code = "W201"
    hint = "请对照随程序附带的 resources/portals/columns.yaml 修改。"


class ColumnSpec(msgspec.Struct, forbid_unknown_fields=True):
    """One node as it stands in the file."""

    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    children: tuple[ColumnSpec, ...] = ()


class _File(msgspec.Struct, forbid_unknown_fields=True):
    columns: tuple[ColumnSpec, ...]


@dataclass(frozen=True)
class Column:
    """A 栏目.

    Args:
        path: names from the top, joined with `/`.
        kinds: what goes into `<meta name="ColumnType">`.
    """

    path: str
    name: str
    description: str
    keywords: tuple[str, ...]
    kinds: tuple[str, ...]
    children: tuple[Column, ...] = ()

    @property
    def address(self) -> str:
        """ASCII path of the column's page: the same as long as the column's own path is."""
        return f"/col/c{hashlib.sha256(self.path.encode()).hexdigest()[:10]}/"

    def walk(self) -> Iterator[Column]:
        """Yield this column, then all below it, in page order."""
        yield self
        for child in self.children:
            yield from child.walk()


class ColumnTree:
    """All columns of the site.

    Args:
        roots: the first level, in page order.
    """

    def __init__(self, roots: tuple[Column, ...]) -> None:
        self.roots = roots
        self._by_path = {column.path: column for root in roots for column in root.walk()}
        self._by_address = {column.address: column for column in self._by_path.values()}

    def __iter__(self) -> Iterator[Column]:
        return iter(self._by_path.values())

    def get(self, path: str) -> Column | None:
        """Return the column of a path, or None."""
        return self._by_path.get(path)

    def at(self, address: str) -> Column | None:
        """Return the column whose page has this address, or None."""
        return self._by_address.get(address)

    def trail(self, path: str) -> list[Column]:
        """Return the columns from the top down to a path, for breadcrumbs."""
        parts = path.split("/")
        steps = ("/".join(parts[: depth + 1]) for depth in range(len(parts)))
        return [self._by_path[step] for step in steps if step in self._by_path]

    def similar(self, path: str) -> str | None:
        """Return the known path that looks most like an unknown one, or None."""
        same_end = [known for known in self._by_path if known.endswith("/" + path)]
        close = same_end or difflib.get_close_matches(path, self._by_path, n=1, cutoff=0.5)
        return close[0] if close else None


def load_columns(path: Path) -> ColumnTree:
    """Read the tree of columns; raises `ColumnsError` with the file's name."""
    try:
        file = read_yaml(path.read_bytes(), _File)
    except OSError as error:
        raise ColumnsError(f"读不了栏目文件 {path}：{error.strerror}。") from error
    except msgspec.MsgspecError as error:
        raise ColumnsError(f"栏目文件 {path} 不合格式：{error}。") from error
    return ColumnTree(tuple(_build(spec, (), DEFAULT_KIND) for spec in file.columns))


def _build(spec: ColumnSpec, above: tuple[str, ...], kinds: tuple[str, ...]) -> Column:
    names = (*above, spec.name)
    kinds = spec.type or kinds
    children = tuple(_build(child, names, kinds) for child in spec.children)
    below = "、".join(child.name for child in children)
    return Column(
        path="/".join(names),
        name=spec.name,
        description=spec.description or (f"包括{below}等栏目。" if below else f"刊登{spec.name}信息。"),
        keywords=spec.keywords or names,
        kinds=kinds,
        children=children,
    )


def counts_with_children(tree: ColumnTree, direct: Mapping[str, int]) -> dict[str, int]:
    """Return how many items each column shows, its children's included.

    Args:
        tree: the site's columns.
        direct: path to the number of items that stand in that very column.
    """
    return {column.path: sum(direct.get(below.path, 0) for below in column.walk()) for column in tree}
