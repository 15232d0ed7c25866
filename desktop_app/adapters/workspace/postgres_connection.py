"""A connection to PostgreSQL, and what can go wrong with it in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.adapters.workspace.errors import (
    DiskFull,
    DriverMissing,
    ServerUnfit,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceLoginRefused,
    WorkspaceUnreachable,
    WorkspaceUnwritable,
)
from desktop_app.core.errors import AppError
from desktop_app.core.workspace_address import Address

_LINE: dict[str, Any] = {
    "connect_timeout": 5,  # seconds, as below
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
    "application_name": "gongkai",
    "client_encoding": "UTF8",
}
_SESSION = "set lock_timeout = '5s'; set statement_timeout = '120s'; set standard_conforming_strings = on"

_BY_STATE: dict[str, tuple[type[AppError], str]] = {
    "08": (WorkspaceUnreachable, "和共享工作区“{name}”的连接断了，刚才这一步没有保存成功。"),
    "57P": (WorkspaceUnreachable, "共享工作区“{name}”的服务器正在停机或重启，刚才这一步没有保存成功。"),
    "28": (WorkspaceLoginRefused, "共享工作区“{name}”不接受这个用户名或密码。"),
    "55P03": (WorkspaceBusy, "共享工作区“{name}”正被别人占用。"),
    "57014": (WorkspaceBusy, "共享工作区“{name}”太久没有答复。"),
    "40": (WorkspaceBusy, "共享工作区“{name}”正被别人占用。"),
    "53100": (DiskFull, "共享工作区服务器的磁盘满了，没有保存成功。"),
    "53": (WorkspaceBusy, "共享工作区“{name}”的服务器资源不够，或者连接的人太多。"),
    "25006": (WorkspaceUnwritable, "共享工作区“{name}”现在只能读，不能写。"),
    "42501": (ServerUnfit, "这个用户没有共享工作区“{name}”里数据表的权限。"),
    "3D": (ServerUnfit, "服务器上没有共享工作区“{name}”的数据库。"),
    "3F": (ServerUnfit, "服务器上没有共享工作区“{name}”的模式（schema）。"),
    "XX": (WorkspaceDamaged, "共享工作区“{name}”的数据库报告数据损坏。"),
    "58": (WorkspaceDamaged, "共享工作区“{name}”的服务器读写磁盘出错。"),
}
"""By the beginning of SQLSTATE, the longest first. Source: PostgreSQL's documentation, appendix A."""


_UNSEALED = (
    (
        "does not support SSL",
        (
            "地址要求加密连接，服务器没有打开加密。",
            "请信息人员在服务器上打开 TLS（ssl = on）；不要为了连上而去掉地址里的 sslmode。",
        ),
    ),
    (
        "does not match host name",
        (
            "服务器的证书上写的不是地址里的这台服务器。",
            "请信息人员核对：地址里的名称要和证书上的一样，或者给服务器换一张证书。",
        ),
    ),
    (
        "root certificate file",
        (
            "这台电脑上找不到签发机构的证书文件（地址里的 sslrootcert）。",
            "请信息人员把县里的证书文件放到这个位置，或改正地址。",
        ),
    ),
    (
        "certificate verify failed",
        (
            "服务器的证书不是可信的机构签的，或者过期了，对方可能不是县里的服务器。",
            "先不要输密码。请信息人员核对服务器证书和地址里的 sslrootcert。",
        ),
    ),
    ("certificate", ("加密连接没有建立。", "请信息人员核对服务器证书和地址里的 sslmode。")),
    ("SSL", ("加密连接没有建立。", "请信息人员核对服务器证书和地址里的 sslmode。")),
)
"""What libpq says where TLS is asked for and cannot be had; it says these in English alone."""


def connect(address: Address, password: str) -> Any:
    """Return a connection whose statements each stand for themselves until a transaction is begun.

    Raises:
        WorkspaceUnreachable, WorkspaceLoginRefused, DriverMissing: see each.
    """
    try:
        import psycopg
        from psycopg.conninfo import make_conninfo
        from psycopg.rows import dict_row
    except ImportError as error:
        raise DriverMissing("这台电脑上的程序没有连接 PostgreSQL 的组件。") from error
    own = {"password": password} if password else {}
    try:
        line = make_conninfo(address.url, **_LINE, **own)
        connection: Any = psycopg.connect(line, autocommit=True, row_factory=dict_row)
    except psycopg.Error as error:
        raise _unconnected(error, address) from error
    connection.execute(_SESSION)
    return connection


def _unconnected(error: Any, address: Address) -> AppError:
    """Say why there is no connection; libpq tells it in words of the server's language alone."""
    text, tried = str(error), getattr(error, "pgconn", None)
    if tried is not None and (tried.needs_password or tried.used_password):
        return WorkspaceLoginRefused(f"共享工作区“{address.name}”不接受这个用户名或密码。")
    if "pg_hba.conf" in text:
        return WorkspaceLoginRefused(
            f"共享工作区“{address.name}”的服务器不允许这台电脑或这个用户连接。",
            "请信息人员按 docs/shared-office.md 在 pg_hba.conf 里放行。",
        )
    if unsealed := next((words for sign, words in _UNSEALED if sign in text), None):
        said, hint = unsealed
        return WorkspaceUnreachable(f"没有连接共享工作区“{address.name}”：{said}", hint)
    if "does not exist" in text or "不存在" in text:
        return ServerUnfit(f"服务器上没有共享工作区“{address.name}”的数据库或用户。")
    return WorkspaceUnreachable(f"共享工作区“{address.name}”的服务器连接不上。")


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what PostgreSQL says into the workspace's own errors."""
    try:
        yield
    except Exception as error:
        words = _in_words(error, name)
        if words is None:
            raise
        raise words from error


def _in_words(error: Exception, name: str) -> AppError | None:
    import psycopg

    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
    for length in (5, 3, 2):
        known = _BY_STATE.get(state[:length])
        if known is not None:
            kind, words = known
            return kind(words.format(name=name))
    return None
