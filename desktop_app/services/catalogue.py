"""The disclosure types at hand: found by characters, pinyin or initials, loaded when first used."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.forms.grouping import Aliases, is_own
from desktop_app.core.forms.search import Entry, Spelling, rank
from desktop_app.core.shapes import read_json
from desktop_app.services.form_files import FormFolders
from desktop_app.services.resource_files import read_yaml

if TYPE_CHECKING:
    from desktop_app.core.forms.form import Form
    from desktop_app.core.forms.load import FormFileError

_INDEX_VERSION = 2


class UnknownForm(UserError):
    """There is no such disclosure type, or its file is broken."""

    code = "F130"
    hint = "用“gongkai forms --search 关键词”查编号。"


class FormsUnreadable(OutsideError):
    """The folder of form files is missing."""

    code = "F131"
    hint = "请重新安装程序，或恢复 forms 文件夹。"


class _Indexed(msgspec.Struct):
    entry: Entry
    spelling: Spelling


class _Index(msgspec.Struct):
    version: int
    files: dict[str, _Indexed]


class Catalogue:
    """All forms at hand; a broken one takes down itself alone.

    Args:
        folders: where the form files lie.
        cache: file in which the index is kept between runs; made again for files that changed.
        units: file that says by which words the leading units' full names are known.
    """

    def __init__(self, folders: FormFolders, cache: Path, units: Path) -> None:
        self._folders = folders
        self._units = units
        self._cache = cache
        self._forms: dict[str, Form] = {}
        self._indexed: dict[str, _Indexed] | None = None
        self._reading = Lock()
        self._broken: dict[str, FormFileError] = {}
        self._files: dict[str, Path] = {}
        self._digests: dict[str, str] = {}
        self._seen: dict[Path, int] = {}  # the parts of all forms, with the time at which each was written
        self._spellings: dict[str, Spelling] = {}

    def entries(self) -> list[Entry]:
        """Return all types in the order of areas and names."""
        return sorted((one.entry for one in self._index()), key=lambda entry: (entry.area, entry.id))

    def search(self, text: str) -> list[Entry]:
        """Return the types that fit what was typed, best first; everything where nothing was typed."""
        if not text.strip():
            return self.entries()
        return rank(text, [(one.entry, one.spelling) for one in self._index()])

    def own(self, office: str) -> list[Entry]:
        """Return the types that an office leads, in the order of areas and names."""
        return [entry for entry in self.entries() if is_own(entry, office, self._aliases)]

    def broken(self) -> list[FormFileError]:
        """Return the files that could not be read."""
        self._index()
        return list(self._broken.values())

    def form(self, form_id: str) -> Form:
        """Return a form.

        Raises:
            UnknownForm: there is none with this id.
            FormFileError: its file is broken.
        """
        form = self._forms.get(form_id)
        if form is None:
            self._index()
            if form_id in self._broken:
                raise self._broken[form_id]
            if form_id not in self._files:
                raise UnknownForm(f"没有编号为“{form_id}”的事项类型。")
            form = self._forms[form_id] = self._folders.load(self._files[form_id])
        return form

    def files(self, form_id: str) -> list[Path]:
        """Return the files of which a form consists, whether they can be read or not."""
        self._index()
        return self._folders.parts(self._files[form_id])

    def digest(self, form_id: str) -> str:
        """Return the SHA-256 of all files of which a form consists, as they were when they were read."""
        self._index()
        return self._digests[form_id]

    def refresh(self) -> None:
        """Forget what was read where a file has changed since, so that the change takes effect."""
        if self._indexed is not None and _times(self._parts()) != self._seen:
            self._forms, self._indexed = {}, None

    def reread(self, form_id: str) -> Form:
        """Return a form as its file is now; raises as `form` does."""
        self.refresh()
        return self.form(form_id)

    def matches(self, query: str, texts: Sequence[str]) -> list[int]:
        """Return the positions of the texts that fit, best first; for pick lists."""
        from desktop_app.core.forms.search import fit

        scored = [(fit(query, text, self._spelling(text)), number) for number, text in enumerate(texts)]
        return [number for score, number in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0]

    @cached_property
    def _aliases(self) -> Aliases:
        aliases: Aliases = read_yaml(self._units)
        return aliases

    def _spelling(self, text: str) -> Spelling:
        if text not in self._spellings:
            self._spellings[text] = spell(text)
        return self._spellings[text]

    def _index(self) -> Iterable[_Indexed]:
        indexed = self._indexed
        if indexed is None:
            with self._reading:  # the window and what works beside it may both be the first to ask
                indexed = self._indexed
                if indexed is None:
                    indexed = self._indexed = self._read_index()
        return indexed.values()

    def _read_index(self) -> dict[str, _Indexed]:
        import hashlib

        if not self._folders.exist():
            raise FormsUnreadable("找不到表单文件夹 forms。")
        known = self._cached()
        fresh: dict[str, _Indexed] = {}
        all_parts = self._parts()
        seen = _times(all_parts)
        digests = {
            form_id: hashlib.sha256(b"".join(map(_content, parts))).hexdigest()
            for form_id, parts in all_parts.items()
        }
        self._broken = {}
        for form_id, parts in all_parts.items():
            digest = f"{form_id}:{digests[form_id]}"
            if indexed := known.get(digest) or self._read(form_id, parts[-1]):
                fresh[digest] = indexed
        if fresh.keys() != known.keys():
            self._write_cache(fresh)
        self._files = {form_id: parts[-1] for form_id, parts in all_parts.items()}
        self._seen, self._digests = seen, digests
        return fresh

    def _read(self, form_id: str, file: Path) -> _Indexed | None:
        from desktop_app.core.forms.load import FormFileError
        from desktop_app.core.forms.source import Fault

        try:
            form = self._folders.load(file)
        except FormFileError as error:
            self._broken[form_id] = error
            return None
        except (UnicodeDecodeError, OSError):
            fault = Fault(f"{file.parent.name}/{file.name}", 1, "文件读不出来，请存成 UTF-8 编码")
            self._broken[form_id] = FormFileError([fault])
            return None
        entry = Entry.of(form.spec)
        return _Indexed(entry, spell(entry.name, *entry.keywords))

    def _parts(self) -> dict[str, list[Path]]:
        return {form_id: self._folders.parts(file) for form_id, file in self._folders.files().items()}

    def _cached(self) -> dict[str, _Indexed]:
        try:
            index = read_json(self._cache.read_bytes(), _Index)
        except (OSError, msgspec.DecodeError):
            return {}
        return index.files if index.version == _INDEX_VERSION else {}

    def _write_cache(self, files: dict[str, _Indexed]) -> None:
        try:
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            self._cache.write_bytes(msgspec.json.encode(_Index(_INDEX_VERSION, files)))
        except OSError:
            return  # the index is a convenience: without it the next start only takes longer


def spell(*texts: str) -> Spelling:
    """Return the pinyin of texts; slow to import, hence used when the index is made and for pick lists."""
    os.environ.setdefault(
        "PYPINYIN_NO_DICT_COPY", "1"
    )  # its tables are read, never changed; halves the import
    from pypinyin import Style, lazy_pinyin

    joined = "\n".join(texts).lower()
    full = "".join(lazy_pinyin(joined))
    initials = "".join(lazy_pinyin(joined, style=Style.FIRST_LETTER))
    return Spelling(joined, full, initials)


def _times(parts: Mapping[str, Sequence[Path]]) -> dict[Path, int]:
    return {part: _written_at(part) for part in {part for of_form in parts.values() for part in of_form}}


def _written_at(file: Path) -> int:
    """Return when a file was written; 0 in the moment in which an editor puts another in its place."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _content(file: Path) -> bytes:
    """Return a file's bytes; one that cannot be read is told when it is read as a form."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
