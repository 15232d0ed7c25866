"""What the intake API takes and gives, as its OpenAPI description shows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$"
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
MAX_ARTICLE_CHARS = 3_000_000
MAX_FILES = 100


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class FileIn(_Strict):
    """A file that was uploaded before under its digest."""

    sha256: Sha256
    name: str = Field(
        min_length=1, max_length=150, pattern=r'^[^\\/:*?"<>|\x00-\x1f]+$', description="文件名，含扩展名"
    )
    title: str = Field(min_length=1, max_length=300, description="页面上显示的名称")


class ItemIn(_Strict):
    """An item: metadata, the article as an HTML fragment, and the files that go with it."""

    title: str = Field(min_length=1, max_length=300, description="标题")
    column: str = Field(min_length=1, max_length=200, description="栏目路径，各级用 / 相连")
    form: str = Field(max_length=100, description="公开事项类型的标识")
    issuer: str = Field(min_length=1, max_length=200, description="发文机关")
    html: str = Field(min_length=1, max_length=MAX_ARTICLE_CHARS, description="正文（HTML 片段）")
    text: str = Field(min_length=1, max_length=MAX_ARTICLE_CHARS, description="正文的纯文本，供检索与核对")
    issued_on: date | None = Field(default=None, description="成文日期")
    doc_no: str = Field(default="", max_length=100, description="发文字号")
    metadata: dict[str, Annotated[str, StringConstraints(max_length=2000)]] = Field(
        default_factory=dict, max_length=50, description="ContentSource、Keywords、Author、Description 等"
    )
    files: list[FileIn] = Field(default_factory=list, max_length=MAX_FILES)
    replaces: Key | None = Field(default=None, description="所更正的信息编号")
    reason: str = Field(default="", max_length=500, description="更正或替换的理由，会公开显示")
    digest: Sha256 | None = Field(default=None, description="发送方算出的校验值；给出时必须与门户算出的相同")


class WithdrawalIn(_Strict):
    """Why an item is taken down; the reason stands on the page."""

    reason: str = Field(min_length=2, max_length=500, description="撤回理由，会公开显示")


class ReceiptOut(BaseModel):
    """The portal's word that it holds an item."""

    key: str
    remote_id: str = Field(description="索引号")
    url: str = Field(description="公开页地址")
    received_at: datetime
    digest: Sha256
    withdrawn: bool = False


class FileOut(BaseModel):
    """The portal's word that it holds a file's bytes."""

    sha256: Sha256
    size: int = Field(description="字节数")


class ColumnOut(BaseModel):
    """A column and those below it."""

    path: str
    name: str
    url: str
    children: list[ColumnOut] = Field(default_factory=list)


class HealthOut(BaseModel):
    """The portal answers."""

    status: str = "ok"
    site: str
    time: datetime
