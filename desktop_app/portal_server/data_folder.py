"""The folder in which a portal keeps its database, files, settings and token; one running portal each."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

import msgspec

from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.shapes import read_yaml

DATABASE = "portal.sqlite3"
"""Name of the database in the folder."""

_TEMPLATE = """\
# 演示门户的设置。改好后重新启动门户生效。
site_name: 龙江县政务公开（演示门户）
# 域名，如 www.example.gov.cn；不填时用读者访问时的主机名。
site_domain: ""
# 政府网站标识码，以批复为准；程序不会代填，不填时页面显示“未设置”。
site_id_code: ""
# 对外地址，如 https://www.example.gov.cn；门户前面有代理时填写。
public_url: ""
# 页脚：主办单位、ICP 备案号、公安备案号、联系电话。
organiser: ""
icp: ""
police_record: ""
phone: ""
"""


class DataFolderError(OutsideError):
    """The folder cannot be used: not writable, or its disk is full."""

    code = "W101"
    hint = "请用 --data 指定一个可写的文件夹，或者检查磁盘空间和权限。"


class PortalRunning(OutsideError):
    """Another portal already runs on this folder."""

    code = "W102"
    hint = "请使用正在运行的门户，或者先关闭它；也可以用 --data 换一个文件夹。"


class SiteSettingsError(UserError):
    """The file portal.yaml cannot be used."""

    code = "W103"
    hint = "请按文件里的说明修改；删掉它，程序会重新写一份默认设置。"


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a county decides about its site; empty means not set.

    Args:
        site_domain: host without scheme.
        public_url: scheme and host by which readers come in, where a proxy stands in front.
    """

    site_name: str = "龙江县政务公开（演示门户）"
    site_domain: str = ""
    site_id_code: str = ""
    public_url: str = ""
    organiser: str = ""
    icp: str = ""
    police_record: str = ""
    phone: str = ""


class DataFolder:
    """A portal's folder, held until `close`.

    Args:
        root: created where missing.

    Raises:
        DataFolderError: it cannot be written.
        PortalRunning: another process, or another portal in this one, holds it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._lock = _hold(self.root / "portal.lock")
        except OSError as error:
            raise DataFolderError(f"门户的数据文件夹 {self.root} 写不进去：{error.strerror}。") from error

    @property
    def token_file(self) -> Path:
        """Where the intake token lies."""
        return self.root / "token"

    @property
    def database(self) -> Path:
        """Where the database lies."""
        return self.root / DATABASE

    @property
    def files(self) -> Path:
        """Where the bytes of the files lie."""
        return self.root / "files"

    def settings(self) -> SiteSettings:
        """Read portal.yaml, written with explanations where it is missing."""
        path = self.root / "portal.yaml"
        if not path.exists():
            path.write_text(_TEMPLATE, "utf-8")
        try:
            return read_yaml(path.read_bytes(), SiteSettings)
        except msgspec.MsgspecError as error:
            raise SiteSettingsError(f"门户设置 {path} 不合格式：{error}。") from error

    def token(self) -> str:
        """Return the intake token, made on first use and readable by its owner only."""
        if not self.token_file.exists():
            handle = os.open(self.token_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32) + "\n")
        return self.token_file.read_text("ascii").strip()

    def close(self) -> None:
        """Let another portal have the folder."""
        self._lock.close()


def _hold(path: Path) -> sqlite3.Connection:
    """Lock a file while the connection is open: SQLite's lock works on every system and dies with us."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise PortalRunning(f"文件夹 {path.parent} 上已经有一个门户在运行。") from error
        raise DataFolderError(f"门户的数据文件夹 {path.parent} 写不进去。") from error
    return connection
