"""The fonts that PDFs are made with: taken from files, never guessed by the engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import typst

from desktop_app.core.document.blocks import Document
from desktop_app.core.document.faces import words_by_face
from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from desktop_app.core.errors import OutsideError

NOTO_SERIF, NOTO_SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"

CANDIDATES: dict[Face, tuple[str, ...]] = {
    Face.TITLE: ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FandolSong", NOTO_SERIF),
    Face.BODY: ("FangSong_GB2312", "FangSong", "FandolFang R", "FandolFang", NOTO_SERIF),
    Face.HEI: ("SimHei", "FandolHei", NOTO_SANS),
    Face.KAI: ("KaiTi_GB2312", "KaiTi", "FandolKai", "LXGW WenKai", NOTO_SERIF),
    Face.SONG: ("SimSun", "FandolSong", NOTO_SERIF),
}
"""Families for each kind of type, the wanted ones first."""

RARE: dict[Face, tuple[str, ...]] = {
    Face.TITLE: (NOTO_SERIF, NOTO_SANS),
    Face.BODY: ("FandolSong", NOTO_SERIF, NOTO_SANS),
    Face.HEI: (NOTO_SANS, NOTO_SERIF),
    Face.KAI: ("LXGW WenKai", NOTO_SERIF, NOTO_SANS),
    Face.SONG: (NOTO_SERIF, NOTO_SANS),
}
"""Where characters come from that the chosen family lacks, FandolFang's missing digits among them."""

_OFFICE_FAMILIES = {
    "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FangSong_GB2312", "FangSong", "SimHei", "KaiTi_GB2312", "KaiTi",
    "SimSun",
}  # fmt: skip


_OLD_SET = "_GB2312"


def where_fonts_come_from(*, is_packed: bool) -> str:
    """Return what to do where no Chinese font is; whoever has the packed program has no checkout."""
    if is_packed:
        return (
            "请安装中文字体（统信、麒麟、Debian、Ubuntu：sudo apt-get install fonts-noto-cjk），"
            "或把字体文件放进主文件夹的 .local/share/fonts，再打开程序。"
        )
    return (
        "请运行 make setup，或把字体文件放进程序旁边的 .fonts 文件夹，文件清单见 resources/fonts/README.md。"
    )


class FontsMissing(OutsideError):
    """No Chinese font was found."""

    code = "O301"
    hint = where_fonts_come_from(is_packed=hasattr(sys, "frozen"))


@dataclass(frozen=True)
class FontFile:
    """A face within a file; collections hold several."""

    path: Path
    index: int

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has glyphs for."""
        from fontTools.ttLib import TTFont

        with TTFont(self.path, fontNumber=self.index, lazy=True) as font:
            return frozenset(font.getBestCmap())


@dataclass(frozen=True)
class FontSet:
    """Fonts found on this machine.

    Args:
        fonts: the engine's handle.
        families: for each kind of type the family that is used and those that lend it rare characters.
        files: family to one of its faces.
    """

    fonts: typst.Fonts
    families: dict[Face, tuple[str, ...]]
    files: dict[str, FontFile]

    def substitutes(self) -> tuple[str, ...]:
        """Return a sentence that names the kinds of type which are not the ones documents name; none where all are."""
        told = [
            f"{FONT_NAMES[face]}（{families[0]}）"
            for face, families in self.families.items()
            if families[0] not in _OFFICE_FAMILIES
        ]
        return (f"这台电脑没有这些字体，PDF 用括号里的代替：{'、'.join(told)}。",) if told else ()

    def lacking(self, face: Face, text: str) -> list[str]:
        """Return the characters of a text that no font of a face has, each once, in order."""
        lacking = [one for one in dict.fromkeys(text) if not one.isspace()]
        for family in self.families[face]:
            if not lacking:
                break
            characters = self.files[family].characters
            lacking = [one for one in lacking if ord(one) not in characters]
        return lacking


def missing_glyphs(document: Document, fonts: FontSet, body: Face = Face.BODY) -> list[str]:
    """Return the characters of a document that would print as empty boxes, each in the face that it stands in.

    Args:
        body: the text's own face; posters have another.
    """
    found = (one for face, text in _texts(document, body).items() for one in fonts.lacking(face, text))
    return list(dict.fromkeys(found))


def glyph_losses(document: Document, fonts: FontSet, body: Face = Face.BODY) -> tuple[str, ...]:
    """Return a sentence that names a document's characters without a glyph."""
    missing = missing_glyphs(document, fonts, body)
    if not missing:
        return ()
    names = "、".join(f"{one}（U+{ord(one):04X}）" for one in missing)
    return (
        f"这些字在现有字体里没有，PDF 中会显示为空框，也做不成 PDF/A：{names}。请换字或安装含这些字的字体。",
    )


def office_font_losses(document: Document, font_names: Mapping[Face, str]) -> tuple[str, ...]:
    """Return a sentence for each font of the office's that names only GB 2312, and what of a document it lacks.

    Word takes such characters, of people's and places' names mostly, from another font: one name in two shapes.
    """
    told = []
    for face, text in _texts(document, Face.BODY).items():
        name = font_names.get(face, "")
        if name.endswith(_OLD_SET) and (lacking := [one for one in dict.fromkeys(text) if _is_beyond(one)]):
            told.append(
                f"{name}里没有这些字：{'、'.join(lacking)}，Word 会换别的字体来显示；"
                f"可在“设置—公文的样子”里改用“{name.removesuffix(_OLD_SET)}”。"
            )
    return tuple(told)


def _texts(document: Document, body: Face) -> dict[Face, str]:
    texts: dict[Face, list[str]] = {}
    for face, text in words_by_face(document, body):
        texts.setdefault(face, []).append(text)
    return {face: "".join(parts) for face, parts in texts.items()}


def _is_beyond(character: str) -> bool:
    """Say whether a Chinese character stands outside GB 2312."""
    if not character >= "\u3400":
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def font_folders(repository: Path) -> tuple[Path, ...]:
    """Return where fonts are looked for, the pinned ones first.

    Args:
        repository: the folder that holds `resources/`.
    """
    home = Path.home()
    system = {
        "win32": (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",),
        "linux": (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"),
    }
    return (repository / ".fonts", repository / "resources/fonts", *system.get(sys.platform, ()))


@lru_cache(maxsize=2)
def load_fonts(folders: Sequence[Path]) -> FontSet:
    """Return the fonts of the first folders that have them all; the system's are read only where one lacks.

    Raises:
        FontsMissing: no Chinese font anywhere.
    """
    for count in range(1, len(folders) + 1):
        found = _font_set(folders[:count])
        if found is not None and (count == len(folders) or _is_complete(found)):
            return found
    raise FontsMissing("没有找到中文字体，做不出 PDF。")


def _is_complete(found: FontSet) -> bool:
    """Say whether every kind has its own shapes and rare characters have a source."""
    used = [families[0] for families in found.families.values()]
    return NOTO_SERIF in found.files and not {NOTO_SERIF, NOTO_SANS} & set(used)


def _font_set(folders: Iterable[Path]) -> FontSet | None:
    paths: list[str] = [str(folder) for folder in folders if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    files: dict[str, FontFile] = {}
    for info in fonts.fonts():
        if info.path is not None:
            files.setdefault(info.family, FontFile(Path(info.path), info.index))
    families = {face: _chain(face, files) for face in Face}
    return FontSet(fonts, families, files) if all(families.values()) else None


def _chain(face: Face, files: dict[str, FontFile]) -> tuple[str, ...]:
    wanted = [family for family in CANDIDATES[face] if family in files][:1]
    lenders = [family for family in RARE[face] if family in files]
    return tuple(dict.fromkeys((*wanted, *lenders))) if wanted else ()
