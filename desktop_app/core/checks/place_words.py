"""How people call a place: 第 3 页 · 页眉; “名单”表 D7."""

from __future__ import annotations

import re

from desktop_app.core.checks.finding import Place

_PARTS = {
    "header": "页眉",
    "footer": "页脚",
    "footnote": "脚注",
    "endnote": "尾注",
    "comment": "批注",
    "textbox": "文本框",
    "revision": "修订",
    "metadata": "文件属性",
    "embedded": "嵌入的文件",
    "annotation": "注释",
    "form": "表单域",
    "layer": "图层",
    "image": "图片",
    "notes": "备注",
}
_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15,19}|1[3-9][0-9]{9})(?![0-9])")


def place_words(place: Place) -> str:
    """Return where a finding stands within its file; "" where the whole file is meant."""
    parts = [
        place.inside and f"“{place.inside}”里",
        place.sheet and f"工作表“{place.sheet}”",
        place.page and f"第 {place.page} 页",
        place.cell and f"{place.cell} 单元格",
        place.table and f"第 {place.table} 个表",
        None if place.cell else place.row and f"第 {place.row} 行",
        place.paragraph and f"第 {place.paragraph} 段",
        _PARTS.get(place.part or ""),
    ]
    return " · ".join(str(part) for part in parts if part)


def shown_name(name: str) -> str:
    """Return a file's or a sheet's name as places and messages may repeat it: identifiers are masked."""
    return _NUMBER.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 7) + found[0][-4:], name)
