"""The portals that the office can publish to: its own profiles, and those that come with the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.errors import AppError

_NO_PROFILES = frozenset({"columns.yaml"})
"""Files beside the profiles that describe no portal."""


@dataclass(frozen=True, slots=True)
class KnownPortal:
    """A portal's profile as people see it.

    Args:
        name: by which settings and the command line call it.
        title: what the clerk reads.
        place: web address or folder; empty where the profile is broken.
        fault: what is wrong with the profile, as a Chinese sentence; empty where nothing is.
    """

    name: str
    title: str
    place: str
    fault: str = ""


def known_portals(folders: Sequence[Path]) -> list[KnownPortal]:
    """Return the portals of these folders; of two with one name, the earlier folder's counts."""
    found: dict[str, KnownPortal] = {}
    for file in _profile_files(folders):
        found.setdefault(file.stem, _read(file))
    return list(found.values())


def _profile_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in sorted(folder.glob("*.yaml")) if file.name not in _NO_PROFILES)


def _read(file: Path) -> KnownPortal:
    from desktop_app.adapters.portals.profile import FolderProfile, read_profile

    try:
        profile = read_profile(file.read_text("utf-8"), file.name)
    except AppError as error:
        return KnownPortal(file.stem, file.stem, "", str(error))
    except (OSError, UnicodeDecodeError):
        return KnownPortal(file.stem, file.stem, "", f"门户设置 {file.name} 读不出来，请存成 UTF-8 编码。")
    place = profile.folder if isinstance(profile, FolderProfile) else profile.base_url
    return KnownPortal(file.stem, profile.title or profile.name, place)
