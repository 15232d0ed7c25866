"""What a request may do, before any handler: who sends it, how often, and what belongs to whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from desktop_app.portal_server.accounts import Account, Rights
from desktop_app.portal_server.problems import Problem
from desktop_app.portal_server.site import Site, site_of

_WRONG_KEYS_A_MINUTE = 30
_bearer = HTTPBearer(auto_error=False, description="单位的钥匙，或门户数据文件夹里 token 文件的内容")


def account_of(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Account:
    """Return who sends; whoever shows wrong keys again and again waits before the next try."""
    site = site_of(request)
    caller = f"wrong:{request.client.host if request.client else ''}"
    account = site.accounts.of(credentials.credentials if credentials else "", site.now())
    if account is None:
        site.throttle.take(caller, _WRONG_KEYS_A_MINUTE)
        raise Problem(
            401,
            "token",
            "口令不对",
            "门户不接受这个口令：可能输错了，或者已经换过、停用。请向门户管理员核对。",
            {"WWW-Authenticate": "Bearer"},
        )
    if account.a_minute:
        site.throttle.take(f"key:{account.id}", account.a_minute)
    return account


Sender = Annotated[Account, Depends(account_of)]


def publisher(account: Sender) -> Account:
    """Return who sends, where that one may change what is public."""
    if account.rights is Rights.READ:
        raise _forbidden("rights", "这把钥匙只能查询，不能发布、替换或撤回。")
    return account


Publisher = Annotated[Account, Depends(publisher)]


def require_own(account: Account, key: str, site: Site) -> None:
    """Refuse whoever touches another unit's item."""
    unit = site.store.unit_of(key)
    if unit is not None and not account.owns(unit):
        raise _forbidden(
            "not-yours", f"信息编号 {key} 不是“{account.unit}”发布的，不能查询、更正、替换或撤回。"
        )


def require_column(account: Account, column: str) -> None:
    """Refuse whoever publishes where his unit may not."""
    if not account.may_use(column):
        allowed = "、".join(account.columns)
        raise _forbidden("column", f"“{account.unit}”不能发布到栏目“{column}”，只能发布到：{allowed}。")


def _forbidden(slug: str, detail: str) -> Problem:
    return Problem(403, slug, "没有权限", f"{detail}需要的话请联系门户管理员。")
