"""The commands over the keys by which units send to the reference portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.cli import DONE
from desktop_app.cli.calls import Options, add_command, add_json, command
from desktop_app.cli.output import print_json
from desktop_app.cli.program import Program

_RIGHTS = {"publish": "发布、替换、撤回本单位的信息", "read": "只查询本单位的信息"}
_ONCE = "请现在就交给使用的单位登记（gongkai portal secret 名称），以后不再显示："


def add_key_commands(actions: Any) -> None:
    """Add `gongkai portal key …`."""
    key = add_command(actions, "key", command("portal_keys", "list_all"), "演示门户给各单位的钥匙")
    verbs = key.add_subparsers(title="动作", parser_class=type(key), required=True)
    add = _verb(verbs, "add", "发一把钥匙，只显示这一次")
    add.add_argument("--unit", required=True, metavar="UNIT", help="单位名称；只能动本单位发布的信息")
    add.add_argument("--rights", choices=tuple(_RIGHTS), default="publish", help="publish 发布，read 只查询")
    add.add_argument("--column", action="append", default=[], metavar="COLUMN", help="能发布的栏目，可写多次")
    add.add_argument("--a-minute", type=int, default=600, metavar="N", help="每分钟最多多少次请求")
    add_json(add)
    add_json(_verb(verbs, "list", "列出钥匙", "list_all"))
    for name, words in (("rotate", "换一把，旧的马上失效"), ("revoke", "停用")):
        _verb(verbs, name, words).add_argument("id", metavar="ID")


def _verb(verbs: Any, name: str, words: str, function: str = "") -> Any:
    verb = add_command(verbs, name, command("portal_keys", function or name), words)
    verb.add_argument("--data", type=Path, metavar="DIR", help="门户的数据文件夹")
    return verb


def add(options: Options, program: Program) -> int:
    """Make a key and show it once."""
    made, text = _keys(options, program).add(options.unit, options.rights, options.column, options.a_minute)
    if options.json:
        print_json({**_told(made), "key": text})
    else:
        print(f"钥匙 {made.id}（{made.unit}，{_RIGHTS[made.rights]}）。{_ONCE}\n{text}")
    return DONE


def list_all(options: Options, program: Program) -> int:
    """List the keys; none of them can be shown again."""
    keys = _keys(options, program).all()
    if options.json:
        print_json([_told(one) for one in keys])
        return DONE
    for one in keys:
        state = f"{one.revoked_at:%Y-%m-%d} 停用" if one.revoked_at else _used(one)
        print(f"{one.id}  {one.unit}  {one.rights}  {'、'.join(one.columns) or '全部栏目'}  {state}")
    return DONE


def rotate(options: Options, program: Program) -> int:
    """Give a key another text."""
    print(f"已换。{_ONCE}\n{_keys(options, program).rotate(options.id)}")
    return DONE


def revoke(options: Options, program: Program) -> int:
    """Let a key hold no longer."""
    _keys(options, program).revoke(options.id)
    print(f"钥匙 {options.id} 已停用。")
    return DONE


def _keys(options: Options, program: Program) -> Any:
    return program.portal_keys(options.data or paths.portal_folder())


def _used(account: Any) -> str:
    return f"最近使用 {account.used_at:%Y-%m-%d %H:%M}" if account.used_at else "还没有用过"


def _told(account: Any) -> dict[str, Any]:
    return {
        "id": account.id,
        "unit": account.unit,
        "rights": str(account.rights),
        "columns": list(account.columns),
        "a_minute": account.a_minute,
        "made_at": _iso(account.made_at),
        "used_at": _iso(account.used_at),
        "revoked_at": _iso(account.revoked_at),
    }


def _iso(moment: Any) -> str | None:
    return None if moment is None else str(moment.isoformat())
