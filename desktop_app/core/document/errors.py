"""What can be wrong with a template."""

from __future__ import annotations

from desktop_app.core.errors import BugError


class TemplateError(BugError):
    """A template cannot be read, or writes what documents do not have.

    Args:
        name: the template, as the form names it, with its ending.
        line: from 1; 0 where it is not known.
    """

    code = "T101"
    hint = "请让技术人员用 gongkai lint 检查模板，写法见 docs/templates.md。"

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"模板 {name} 第 {line} 行：{what}")
        self.name = name
        self.line = line
        self.what = what
