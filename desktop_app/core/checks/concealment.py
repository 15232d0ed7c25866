"""How a unit's text is kept from a person's eyes, or from ours: what a reader says of it, as data.

A reader sets `Unit.concealment` on the unit in which something hidden stands, and once on a unit of its own
for what hides as a whole (a sheet by its name, an embedded file by its name). The engine makes the finding,
one for each place; rules never know the kind of file.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.checks.finding import Severity


@dataclass(frozen=True, slots=True)
class Concealment:
    """A way of hiding.

    Args:
        rule: its name in the contract.
        message: what is told, a Chinese sentence; `{label}` stands for the unit's label.
        fix: what may be done about it.
    """

    rule: str
    severity: Severity
    message: str
    fix: str = "remove"

    @property
    def is_hiding(self) -> bool:
        """Whether the text is there and unseen, as opposed to a file that nobody could read."""
        return self.rule.startswith("hidden.")


REVISION = Concealment(
    "hidden.revision",
    Severity.BLOCK,
    "有未定稿的修订，删改的内容和修订人仍留在文件里；请接受或拒绝全部修订后再公开。",
)
COMMENT = Concealment("hidden.comment", Severity.BLOCK, "有批注或备注，会随文件公开；请删除。")
TEXT = Concealment(
    "hidden.text", Severity.WARN, "有看不见的文字（隐藏、字号极小或与底色同色）；请删除或改为可见。"
)
SHEET = Concealment(
    "hidden.sheet", Severity.BLOCK, "有隐藏的工作表，里面有内容；请删去，或取消隐藏后再检查。"
)
ROW = Concealment(
    "hidden.row",
    Severity.BLOCK,
    "有隐藏、筛选掉或行高为零的行，里面有内容；请删去，或取消隐藏后再检查。",
)
COLUMN = Concealment(
    "hidden.column", Severity.BLOCK, "有隐藏或列宽为零的列，里面有内容；请删去，或取消隐藏后再检查。"
)
COVERED_TEXT = Concealment(
    "hidden.covered-text", Severity.BLOCK, "有被遮住或在页面之外的文字，别人能复制出来；请真正删去文字。"
)
EMBEDDED = Concealment("hidden.embedded", Severity.WARN, "里面嵌有另一个文件，会随本文件公开；请核对或删除。")
CACHE = Concealment(
    "hidden.cache",
    Severity.BLOCK,
    "缓存里留有页面上看不到的数据，会随文件公开；请清除缓存或另存为干净的文件。",
)
METADATA = Concealment(
    "hidden.metadata", Severity.NOTE, "文件属性“{label}”会随文件公开；请核对，不需要的清除。"
)
LOCATION = Concealment(
    "hidden.metadata", Severity.WARN, "图片里记有拍摄地点（{label}），会随文件公开；请清除。"
)

_UNVOUCHED = "，不能担保里面没有不该公开的内容；"
ENCRYPTED = Concealment(
    "unreadable.encrypted",
    Severity.BLOCK,
    "{label}" + _UNVOUCHED + "请去掉密码后再检查，或请审查人书面负责。",
    "accept",
)
DAMAGED = Concealment(
    "unreadable.damaged",
    Severity.BLOCK,
    "{label}" + _UNVOUCHED + "请换一份完好的文件，或请审查人书面负责。",
    "accept",
)
UNSUPPORTED = Concealment(
    "unreadable.unsupported",
    Severity.BLOCK,
    "{label}" + _UNVOUCHED + "请改用常用格式（docx、xlsx、pdf、zip 等），或请审查人书面负责。",
    "accept",
)
SCAN = Concealment(
    "unreadable.scan",
    Severity.WARN,
    "{label}" + _UNVOUCHED + "请人工核对，或换成文字版。",
    "accept",
)
LIMIT = Concealment(
    "unreadable.limit",
    Severity.BLOCK,
    "{label}，没有读完" + _UNVOUCHED + "请核对来源，换成正常的文件。",
    "accept",
)
