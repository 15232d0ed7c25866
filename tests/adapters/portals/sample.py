"""A submission such as the outbox sends, with fictional content."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from desktop_app.core.outbox.submission import Submission, SubmittedFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = (
    "<h2>一、收支总体情况</h2><p>2026年收入预算1234.56万元。</p>"
    '<table class="data"><caption>收支总表</caption><thead>'
    '<tr><th scope="col">项目</th><th scope="col">金额</th></tr>'
    "</thead><tbody><tr><td>一般公共预算</td><td>1234.56</td></tr></tbody></table>"
)
TEXT = "一、收支总体情况\n2026年收入预算1234.56万元。\n收支总表\n项目\t金额\n一般公共预算\t1234.56"


def file(name: str = "附件1.xlsx", content: bytes = b"table one") -> SubmittedFile:
    made = workbook(content) if name.endswith(".xlsx") else content
    return SubmittedFile(name, name.rpartition(".")[0], XLSX, made)


@cache
def workbook(words: bytes) -> bytes:
    """A real workbook: portals look into what they are given."""
    book, buffer = Workbook(), BytesIO()
    book.active["A1"] = words.decode()
    book.save(buffer)
    return buffer.getvalue()


def submission(key: str = "ljx-2026-0001", **changes: Any) -> Submission:
    values: dict[str, Any] = {
        "key": key,
        "title": "龙江县示例局2026年部门预算公开",
        "column": "财政预决算/部门预算",
        "form": "finance.department-budget",
        "issuer": "龙江县示例局",
        "html": HTML,
        "text": TEXT,
        "issued_on": date(2026, 2, 3),
        "doc_no": "龙示发〔2026〕3号",
        "metadata": {"Keywords": "部门预算,示例局"},
        "files": (file(), file("附件2.xlsx", b"table two")),
    }
    return Submission(**{**values, **changes})
