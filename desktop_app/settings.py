"""The office's own data and choices, in one small file beside the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from desktop_app.core.board.place import Place
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.printing import Ticket
from desktop_app.core.shapes import read_json


class SettingsError(UserError):
    """The settings file cannot be understood."""

    code = "S101"
    hint = "请在“设置”里重新填写，或改正这个文件。"


class SettingsUnwritable(OutsideError):
    """The settings file cannot be written."""

    code = "S102"
    hint = "请检查文件夹的权限和磁盘空间。"


class LedgerView(msgspec.Struct, frozen=True, kw_only=True):
    """A way of looking at the ledger that somebody gave a name; empty is no filter, no year is the current one.

    Args:
        columns: keys of the columns that are shown, in any order.
        all_years: whether it is not narrowed to one year.
    """

    name: str
    text: str = ""
    area: str = ""
    state: str = ""
    timeliness: Literal["", "late", "in_time"] = ""
    all_years: bool = False
    columns: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the office told the program; an unknown key of a newer version is left alone.

    Args:
        person: the clerk at this machine, as the story names them.
        portal: name of the portal profile that one click publishes to.
        fonts: typeface kind (小标宋, 仿宋, 楷体, 黑体, 宋体) to the name that the office's machines have.
        letterhead: 发文机关标志 where the office prints another than its name with 文件.
        doc_prefix: 机关代字, with which its document numbers begin.
        printing: what was asked of the printer last time.
        both_sides: whether documents are bound as sheets printed on both sides.
        guided: whether forms show one step at a time.
        notified: whether the desktop says each day what is due and overdue.
        favourites: ids of the forms that the clerk marked as often used.
        boards: the bulletin boards of the office and its villages.
        ledger_columns: keys of the columns that the ledger shows; empty for the usual ones.
        ledger_views: ways of looking at the ledger, by the names that they were given.
        theme: name of the window's colours (`ui/theme`); `system` follows the system.
        type_size: name of the window's size of type.
        review_route: name of the preset route by which disclosures are reviewed; empty for the shortest.
    """

    office_name: str = ""
    office_phone: str = ""
    office_address: str = ""
    office_code: str = ""
    person: str = ""
    portal: str = "local"
    letterhead: str = ""
    doc_prefix: str = ""
    both_sides: bool = False
    printing: Ticket = Ticket()
    fonts: dict[str, str] = {}
    guided: bool = False
    notified: bool = True
    favourites: tuple[str, ...] = ()
    review_route: str = ""
    boards: tuple[Place, ...] = ()
    ledger_columns: tuple[str, ...] = ()
    ledger_views: tuple[LedgerView, ...] = ()
    theme: str = "system"
    type_size: str = "usual"

    @property
    def office(self) -> dict[str, str]:
        """What expressions and templates see as `office`."""
        return {
            "name": self.office_name,
            "phone": self.office_phone,
            "address": self.office_address,
            "code": self.office_code,
        }


def load_settings(file: Path) -> Settings:
    """Return the settings; a missing file gives the defaults.

    Raises:
        SettingsError: the file is damaged.
    """
    try:
        return read_json(file.read_bytes(), Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.DecodeError, OSError) as error:
        raise SettingsError(f"设置文件“{file}”读不出来。") from error


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsUnwritable: the disk refuses.
    """
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1))
        fresh.replace(file)
    except OSError as error:
        raise SettingsUnwritable(f"设置没有保存成功（{error.strerror}）。") from error
