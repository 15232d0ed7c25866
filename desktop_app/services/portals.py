"""The portals that the office can publish to: its own profiles, and those that come with the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
        secrets: names of the passwords and tokens that it needs.
    """

    name: str
    title: str
    place: str
    fault: str = ""
    secrets: tuple[str, ...] = ()
    file: Path | None = field(default=None, compare=False)


def known_portals(folders: Sequence[Path]) -> list[KnownPortal]:
    """Return the portals of these folders; of two with one name, the earlier folder's counts."""
    found: dict[str, KnownPortal] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.yaml")):
            if file.name not in _NO_PROFILES:
                found.setdefault(file.stem, _read(file))
    return list(found.values())


def profile_files(folder: Path) -> Iterator[Path]:
    """Yield the profiles in a folder, then the makes of portals below it."""
    for place in (folder, folder / "systems"):
        yield from (file for file in sorted(place.glob("*.yaml")) if file.name not in _NO_PROFILES)


def _read(file: Path) -> KnownPortal:
    from desktop_app.adapters.portals.profile import place_of, read_profile, secrets_of

    try:
        profile = read_profile(file.read_text("utf-8"), file.name, [file.parent / "systems"])
    except AppError as error:
        return KnownPortal(file.stem, file.stem, "", str(error), file=file)
    except (OSError, UnicodeDecodeError):
        return KnownPortal(
            file.stem, file.stem, "", f"门户设置 {file.name} 读不出来，请存成 UTF-8 编码。", file=file
        )
    title, secrets = profile.title or profile.name, secrets_of(profile)
    return KnownPortal(file.stem, title, place_of(profile), secrets=secrets, file=file)
