"""Commands that move a workspace to a server or back, and choose with which one this machine works."""

from __future__ import annotations

import os
import sys
from getpass import getpass

from desktop_app.cli import DONE
from desktop_app.cli.calls import Options
from desktop_app.cli.output import print_json
from desktop_app.cli.program import Program
from desktop_app.core.workspace_address import address_of, is_address

PASSWORD_VARIABLE = "GONGKAI_DATABASE_PASSWORD"


def move(options: Options, program: Program) -> int:
    """Copy the whole workspace to another place, compared table by table; the source stays as it is."""
    sharing = program.open_desk(options.workspace).sharing
    password = _password(options.target) if is_address(options.target) else ""
    moved = sharing.move(options.target, password)
    if options.use and is_address(options.target):
        sharing.join(options.target, password)
    elif options.use:
        sharing.leave()
    if options.json:
        print_json({"target": moved.name, "rows": moved.rows, "tables": moved.digests})
        return DONE
    print(
        f"已复制到“{moved.name}”：{len(moved.digests)} 张表 {moved.rows} 行，逐表核对一致。原来的没有改动。"
    )
    return DONE


def join(options: Options, program: Program) -> int:
    """Work with a shared workspace from the next start on."""
    sharing = program.open_desk(options.workspace).sharing
    address = sharing.join(options.target, _password(options.target))
    print(f"以后打开的是共享工作区“{address.name}”。")
    return DONE


def leave(_options: Options, program: Program) -> int:
    """Work with this machine's own workspace from the next start on; the server need not answer for that."""
    program.leave_shared()
    print("以后打开的是本机自己的工作区。")
    return DONE


def _password(target: str) -> str:
    """Return the database's password: of the address, the environment or the terminal; empty where libpq finds it."""
    given = address_of(target).password or os.environ.get(PASSWORD_VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    return getpass("数据库密码（写在 pgpass 里的直接回车）：")
