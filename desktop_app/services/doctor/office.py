"""The parts of an installation that belong to the office: its data, clock, calendar years and portals."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import AppError
from desktop_app.core.health import Health, Part

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key
    from desktop_app.services.updates import Updates

_MADE_IN = 2026
_GB = 1 << 30
_LITTLE, _TOO_LITTLE = 2 * _GB, _GB // 5
_OLD_BACKUP = timedelta(days=4)
"""Longer than a weekend and a day off."""


def clock(now: datetime) -> Part:
    """Whether the machine's clock can be right; deadlines follow it."""
    title = "电脑时间"
    if now.year < _MADE_IN:
        words = f"电脑时间是 {now:%Y-%m-%d %H:%M}，比程序还早，期限会算错。"
        return Part("clock", title, Health.BROKEN, words, "请校准电脑的日期和时间。")
    return Part("clock", title, Health.GOOD, f"北京时间 {now:%Y-%m-%d %H:%M}。")


def disk(workspace: Path) -> Part:
    """Whether there is room for the workspace and its next backup."""
    title = "磁盘空间"
    folder = _existing(workspace.parent)
    try:
        free = shutil.disk_usage(folder).free
        needed = workspace.stat().st_size if workspace.is_file() else 0
    except OSError:
        return Part("disk", title, Health.BROKEN, "放数据的磁盘读不出来。", "请检查磁盘是否接好。")
    words = f"还剩 {free / _GB:.1f} GB，工作区占 {needed / _GB:.2f} GB。"
    hint = "请清理磁盘；空间不够时自动备份做不成。"
    if free < _TOO_LITTLE + needed:
        return Part("disk", title, Health.BROKEN, words, hint)
    health = Health.LIMITED if free < _LITTLE + needed else Health.GOOD
    return Part("disk", title, health, words, hint if health is Health.LIMITED else "")


def workspace(file: Path, key: Key | None) -> Part:
    """Whether the workspace is sound, as its database tells.

    Args:
        key: what it opens with, None where it is not locked or nobody told.
    """
    from desktop_app.adapters.workspace.backups import verify
    from desktop_app.adapters.workspace.cipher import is_locked
    from desktop_app.adapters.workspace.errors import WorkspaceNewer

    title = "工作区"
    if not file.is_file():
        return Part("workspace", title, Health.GOOD, "还没有工作区，第一次打开窗口时建立。")
    if key is None and is_locked(file):
        words = "锁着，没有逐页核对。"
        return Part("workspace", title, Health.LIMITED, words, "请在窗口里打开以后再检查一次。")
    try:
        verify(file, key, is_still=False)
    except WorkspaceNewer:
        return Part("workspace", title, Health.BROKEN, "是用更新版本的程序写的。", "请更新这台电脑上的程序。")
    except AppError:
        return Part("workspace", title, Health.BROKEN, "文件损坏了。", "请不要再写，用最近一份自动备份恢复。")
    return Part("workspace", title, Health.GOOD, "完好，逐页核对过。")


def lock(file: Path) -> Part:
    """Whether the workspace is encrypted while it lies on the disk, and its copies with it."""
    from desktop_app.adapters.workspace.cipher import is_locked
    from desktop_app.adapters.workspace.locking import copies, is_plain

    title = "工作区加密"
    if not is_locked(file):
        words = "没有加密，拿到磁盘的人能看到草稿。"
        hint = "电脑没有整盘加密的，请在“设置—本机的数据”里锁住工作区。"
        return Part("lock", title, Health.LIMITED if file.is_file() else Health.GOOD, words, hint)
    plain = sum(map(is_plain, copies(file)))
    if plain:
        words, hint = f"已加密，但有 {plain} 份旧的副本还没有加密。", "请打开窗口等一分钟，会自动补上。"
        return Part("lock", title, Health.LIMITED, words, hint)
    return Part("lock", title, Health.GOOD, "已加密，备份也加密。")


def shared_workspace(count: Callable[[], dict[str, int]]) -> Part:
    """Whether the server of a shared workspace answers and lets this machine in."""
    title = "共享工作区"
    try:
        found = count()
    except AppError as error:
        return Part("workspace", title, Health.BROKEN, error.message, error.hint)
    return Part("workspace", title, Health.GOOD, f"连得上，里面有 {found['item']} 条信息。")


def backups(folder: Path, today: date) -> Part:
    """Whether there is a recent backup."""
    from desktop_app.services.backups import kept_days

    title = "自动备份"
    days = kept_days(folder)
    if not days:
        words = "还没有自动备份，窗口开着时每天做一次。"
        return Part("backups", title, Health.LIMITED, words, "请打开窗口等一分钟；每月另存一份到别的磁盘。")
    words = f"有 {len(days)} 份，最近一份是 {days[-1].isoformat()}。"
    if today - days[-1] > _OLD_BACKUP:
        return Part("backups", title, Health.LIMITED, words, "已有几天没有备份，请打开窗口并检查磁盘空间。")
    return Part("backups", title, Health.GOOD, words)


def exceptions(file: Path) -> Part:
    """Whether the county's exceptions from the leak check can be used."""
    from desktop_app.services.exceptions import ExceptionsError, OwnExceptions

    title = "检查的例外"
    try:
        own = OwnExceptions(file).read()
    except ExceptionsError as error:
        return Part("exceptions", title, Health.BROKEN, error.message, error.hint)
    count = len(own.words) + len(own.published) + len(own.sentences) + len(own.permissions)
    return Part("exceptions", title, Health.GOOD, f"有 {count} 条。" if count else "没有设，全部照规则检查。")


def settings(file: Path) -> Part:
    """Whether the office's own data can be read and is filled in."""
    from desktop_app.settings import load_settings

    title = "单位设置"
    try:
        kept = load_settings(file)
    except AppError as error:
        return Part("settings", title, Health.BROKEN, error.message, error.hint)
    if not kept.office_name:
        return Part("settings", title, Health.LIMITED, "还没有填单位名称。", "请在“设置”里填写。")
    return Part("settings", title, Health.GOOD, "已填写。")


def rules(updates: Updates) -> Part:
    """Which rules hold: the program's own, or those of a pack."""
    title, found = "规则", updates.current()
    if found is None:
        return Part("rules", title, Health.GOOD, "用程序自带的规则，没有装更新包。")
    words = f"装了第 {found.serial} 号更新包“{found.name}”（{found.issued_on}），改了 {len(found.changed)} 个文件。"
    return Part("rules", title, Health.GOOD, words)


def calendars(folder: Path, today: date) -> Part:
    """Whether working days can be counted; a coming year matters from November on, when it is announced."""
    from desktop_app.core.calendar.workdays import load_calendar

    title = "放假安排"
    try:
        known = load_calendar({file.name: file.read_text("utf-8") for file in folder.glob("*.yaml")})
    except (AppError, OSError) as error:
        words = error.message if isinstance(error, AppError) else "放假安排的文件读不出来。"
        return Part("calendars", title, Health.BROKEN, words, "请重新安装程序。")
    unknown = [str(year) for year in known.unknown_years(today, today + timedelta(days=60))]
    if unknown:
        words = f"{'、'.join(unknown)} 年的放假安排还没有装进来，跨到那时的期限是暂定的。"
        return Part("calendars", title, Health.LIMITED, words, "通知公布后，请更新程序。")
    return Part("calendars", title, Health.GOOD, f"{today.year} 年按国务院办公厅的通知计算。")


def portals(home: Path, folder: Path) -> Part:
    """Whether the portals' profiles can be used, and the chosen one is among them."""
    from desktop_app.services.portals import known_portals
    from desktop_app.settings import load_settings

    title = "门户设置"
    known = known_portals([folder / "portals", home / "resources" / "portals"])
    broken = [one.fault for one in known if one.fault]
    if broken:
        return Part("portals", title, Health.BROKEN, broken[0], "请信息中心改正这个门户设置文件。")
    try:
        chosen = load_settings(folder / "settings.json").portal
    except AppError:
        chosen = ""
    if chosen not in {one.name for one in known}:
        return Part(
            "portals", title, Health.BROKEN, f"选用的门户“{chosen}”没有设置文件。", "请在“设置”里重选。"
        )
    return Part("portals", title, Health.GOOD, f"有 {len(known)} 个门户可用，选用“{chosen}”。")


def _existing(folder: Path) -> Path:
    """Return the nearest folder that is there."""
    return folder if folder.is_dir() or folder == folder.parent else _existing(folder.parent)
