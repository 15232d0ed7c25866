"""The intake API: how a sender publishes, looks up and withdraws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from desktop_app.portal_server.access import Publisher, Sender, account_of, require_column, require_own
from desktop_app.portal_server.accounts import Account
from desktop_app.portal_server.blobs import TooLarge, WrongDigest, WrongOffset
from desktop_app.portal_server.columns import Column
from desktop_app.portal_server.file_kinds import media_type_of
from desktop_app.portal_server.item import Draft, Item, ItemFile
from desktop_app.portal_server.models import (
    KEY_PATTERN,
    ColumnOut,
    FileIn,
    FileOut,
    HealthOut,
    ItemIn,
    ReceiptOut,
    WithdrawalIn,
)
from desktop_app.portal_server.problems import Problem, ProblemDetails, not_found, unusable
from desktop_app.portal_server.sanitise import sanitise
from desktop_app.portal_server.site import CurrentSite, Site
from desktop_app.portal_server.store import KeyTaken

MAX_FILE_BYTES = 200 * 1024 * 1024
_PROBLEM = {"model": ProblemDetails, "content": {"application/problem+json": {}}}

KeyInPath = Annotated[str, Path(pattern=KEY_PATTERN, description="信息编号")]
Sha256InPath = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="文件内容的 SHA-256")]


public = APIRouter(prefix="/api/v1", tags=["门户"])
intake = APIRouter(
    prefix="/api/v1",
    tags=["投稿"],
    dependencies=[Depends(account_of)],
    responses={
        401: {"description": "口令不对", **_PROBLEM},
        403: {"description": "没有权限：栏目、信息不归这个单位，或钥匙只能查询", **_PROBLEM},
        429: {"description": "请求太多，按 Retry-After 再试", **_PROBLEM},
        422: {"description": "内容不合要求", **_PROBLEM},
        503: {"description": "门户暂时不能接收，按 Retry-After 再试", **_PROBLEM},
    },
)


@public.get("/health", summary="门户是否在运行")
def health(site: CurrentSite) -> HealthOut:
    """Answer as long as the portal runs."""
    return HealthOut(site=site.settings.site_name, time=site.now())


@intake.get("/columns", summary="栏目树")
def columns(site: CurrentSite, request: Request) -> list[ColumnOut]:
    """Return the columns to which items can be sent."""
    return [_column_out(root, site.base_url(request)) for root in site.columns.roots]


@intake.put(
    "/files/{sha256}",
    summary="上传文件",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
    responses={
        409: {"description": "续传的起点不对，先用 HEAD 查已收到多少", **_PROBLEM},
        413: {"description": "文件太大", **_PROBLEM},
    },
)
async def put_file(
    sha256: Sha256InPath,
    request: Request,
    site: CurrentSite,
    _sender: Publisher,
    upload_offset: Annotated[int, Header(ge=0, le=MAX_FILE_BYTES, description="前面已收到的字节数")] = 0,
) -> FileOut:
    """Take a file's bytes under their digest; the same bytes may come any number of times.

    After a cut the sender asks by HEAD how many bytes arrived and sends those after them.
    """
    try:
        size = await site.blobs.receive(request.stream(), sha256, MAX_FILE_BYTES, upload_offset)
    except WrongOffset as error:
        raise _not_from_there("门户上没有这么多字节可接着传。") from error
    except TooLarge as error:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise Problem(413, "too-large", "文件太大", f"单个文件不能超过 {limit} MB，请压缩或拆分。") from error
    except WrongDigest as error:
        if upload_offset:
            raise _not_from_there("接起来的文件与校验值不符，前面收到的已经丢弃。") from error
        raise unusable("wrong-digest", "收到的文件与校验值不符，可能在路上损坏，请重新上传。") from error
    return FileOut(sha256=sha256, size=size)


@intake.head(
    "/files/{sha256}",
    summary="查询文件收到了多少",
    responses={
        200: {
            "headers": {
                "Upload-Offset": {"schema": {"type": "integer"}, "description": "已收到的字节数"},
                "Upload-Complete": {"schema": {"type": "string"}, "description": "?1 收全了，?0 还没有"},
            }
        },
        404: {"description": "一个字节也没有收到", **_PROBLEM},
    },
)
def head_file(sha256: Sha256InPath, site: CurrentSite, _sender: Publisher) -> Response:
    """Say how much of a file arrived, in the words of resumable uploads (draft-ietf-httpbis-resumable-upload)."""
    whole = site.blobs.size(sha256)
    arrived = site.blobs.begun(sha256) if whole is None else whole
    if not arrived:
        raise not_found("这个文件")
    return Response(
        headers={"Upload-Offset": str(arrived), "Upload-Complete": "?0" if whole is None else "?1"}
    )


@intake.get("/items/{key}", summary="查询回执", responses={404: {"description": "没有这条信息", **_PROBLEM}})
def get_item(key: KeyInPath, request: Request, site: CurrentSite, sender: Sender) -> ReceiptOut:
    """Return the receipt of an item that the portal holds, withdrawn or not."""
    require_own(sender, key, site)
    item = site.store.find(key)
    if item is None:
        raise not_found(f"信息编号为 {key} 的信息")
    return _receipt(item, site, request)


@intake.put(
    "/items/{key}",
    summary="发布（同一信息编号只发布一次）",
    status_code=201,
    responses={
        200: {"description": "早已收到同样的内容，回执照旧", "model": ReceiptOut},
        409: {"description": "信息编号已用于另一内容", **_PROBLEM},
    },
)
def put_item(
    key: KeyInPath, item: ItemIn, request: Request, response: Response, site: CurrentSite, sender: Publisher
) -> ReceiptOut:
    """Publish an item; the same key and content again gives the receipt that exists."""
    draft = _draft(key, item, site, sender)
    try:
        stored, is_new = site.store.add(draft, site.now(), sender.unit)
    except KeyTaken as error:
        raise Problem(
            409,
            "key-taken",
            "信息编号已被使用",
            f"信息编号 {key} 已经发布过另一内容；要改动已发布的信息，请作为更正另发。",
        ) from error
    response.status_code = 201 if is_new else 200
    return _receipt(stored, site, request)


@intake.post(
    "/items/{key}/replacement",
    summary="替换内容（网址不变，页面写明替换的日期和理由）",
    responses={404: {"description": "没有这条信息", **_PROBLEM}},
)
def replace_item(
    key: KeyInPath, item: ItemIn, request: Request, site: CurrentSite, sender: Publisher
) -> ReceiptOut:
    """Put other content in an item's place; the same content again changes nothing."""
    if len(item.reason.strip()) < 2:
        raise unusable("reason", "替换已公开的信息要写明理由。")
    stored = site.store.replace(_draft(key, item, site, sender), site.now())
    if stored is None:
        raise not_found(f"信息编号为 {key}、还在公开的信息")
    return _receipt(stored, site, request)


@intake.post(
    "/items/{key}/withdrawal",
    summary="撤回（原地址保留撤回说明）",
    responses={404: {"description": "没有这条信息", **_PROBLEM}},
)
def withdraw_item(
    key: KeyInPath, body: WithdrawalIn, request: Request, site: CurrentSite, sender: Publisher
) -> ReceiptOut:
    """Take an item down; once withdrawn, the first reason and date stand."""
    require_own(sender, key, site)
    item = site.store.withdraw(key, body.reason, site.now())
    if item is None:
        raise not_found(f"信息编号为 {key} 的信息")
    return _receipt(item, site, request)


def _draft(key: str, item: ItemIn, site: Site, sender: Account) -> Draft:
    require_own(sender, key, site)
    _require_column(item.column, site)
    require_column(sender, item.column)
    _require_original(key, item.replaces, site)
    if item.replaces is not None:
        require_own(sender, item.replaces, site)
    draft = Draft(
        key=key,
        title=item.title,
        column_path=item.column,
        form=item.form,
        issuer=item.issuer,
        html=sanitise(item.html),
        text=item.text,
        doc_no=item.doc_no,
        issued_on=item.issued_on,
        metadata=item.metadata,
        files=_files(item.files, site),
        replaces=item.replaces,
        reason=item.reason.strip(),
    )
    if item.digest is not None and item.digest != draft.digest:
        raise unusable("wrong-digest", "收到的内容与校验值不符，可能在路上损坏，请重新发送。")
    return draft


def _require_column(path: str, site: Site) -> None:
    if site.columns.get(path) is not None:
        return
    similar = site.columns.similar(path)
    advice = f"是不是“{similar}”？" if similar else "请在栏目表里选一个。"
    raise unusable("unknown-column", f"本门户没有栏目“{path}”，{advice}")


def _require_original(key: str, original: str | None, site: Site) -> None:
    if original is not None and (original == key or site.store.find(original) is None):
        raise unusable("unknown-original", f"要更正的信息 {original} 不在本门户，请核对它的信息编号。")


def _not_from_there(what: str) -> Problem:
    return Problem(409, "wrong-offset", "不能从那里接着传", f"{what}请先查已收到多少，再从那里传。")


def _files(files: Sequence[FileIn], site: Site) -> tuple[ItemFile, ...]:
    if len({file.name.lower() for file in files}) != len(files):
        raise unusable("file-names", "有两个附件重名，请改成不同的文件名再发。")
    return tuple(_file(file, site) for file in files)


def _file(file: FileIn, site: Site) -> ItemFile:
    media_type = media_type_of(file.name)
    if media_type is None:
        raise unusable("file-kind", f"门户不收“{file.name}”这类文件，请换成 docx、xlsx、pdf、ofd 等格式。")
    size = site.blobs.size(file.sha256)
    if size is None:
        raise unusable("file-missing", f"文件“{file.name}”还没有上传，请先上传再发布。")
    return ItemFile(file.sha256, file.name, file.title, media_type, size)


def _receipt(item: Item, site: Site, request: Request) -> ReceiptOut:
    return ReceiptOut(
        key=item.draft.key,
        remote_id=item.index_no,
        url=site.url_of(item, request),
        received_at=item.published_at,
        digest=item.digest,
        withdrawn=item.withdrawn_at is not None,
    )


def _column_out(column: Column, base_url: str) -> ColumnOut:
    return ColumnOut(
        path=column.path,
        name=column.name,
        url=base_url + column.address,
        children=[_column_out(child, base_url) for child in column.children],
    )
