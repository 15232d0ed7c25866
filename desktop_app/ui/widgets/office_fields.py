"""The office's own data as fields: the same on the first start and in the settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.frame import FieldFrame
from desktop_app.ui.fields.writing import fault_of

FIELDS = {
    "office_name": Field(
        kind="text", label="单位名称", required=True, example="龙江县民政局", help="写全称，会印在文书上。"
    ),
    "person": Field(kind="person", label="经办人姓名", required=True, help="记在办理经过里，表示是谁做的。"),
    "office_phone": Field(
        kind="phone", label="联系电话", example="0452-5823000", help="办公电话，公告里“联系电话”会自动填上。"
    ),
    "office_address": Field(kind="address", label="办公地址", help="公告里“地址”会自动填上。"),
    "letterhead": Field(
        kind="text",
        label="红头上的机关标志",
        example="龙江县人民政府办公室文件",
        help="不填就印“单位名称＋文件”。",
    ),
    "doc_prefix": Field(
        kind="text", label="机关代字", example="龙政办发", help="发文字号开头的几个字，编文号时用。"
    ),
    "office_code": Field(kind="uscc", label="统一社会信用代码", help="本单位的 18 位代码，可以不填。"),
}
"""Settings of the office, by their names in `Settings`."""


class OfficeFields(QWidget):
    """Edits some of the office's data.

    Signals:
        edited: something was changed by the person.
    """

    edited = Signal()

    def __init__(self, keys: Sequence[str], tools: Tools, columns: int = 1) -> None:
        super().__init__()
        self.values: dict[str, str] = dict.fromkeys(keys, "")
        self.frames = {key: FieldFrame(key, FIELDS[key], tools) for key in keys}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        for number, (key, frame) in enumerate(self.frames.items()):
            grid.addWidget(frame, number // columns, number % columns)
            frame.show_required(bool(FIELDS[key].required))
            frame.edited.connect(self._on_edited)
            frame.left.connect(self._on_left)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_values(self, values: dict[str, str]) -> None:
        """Show what is kept."""
        for key, frame in self.frames.items():
            self.values[key] = values[key]
            frame.show_value(values[key])
            frame.show_error("")

    def check(self) -> bool:
        """Show every fault under its field; go to the first one and return False where there is any."""
        faulty = [key for key in self.frames if not self._check(key)]
        if faulty:
            self.frames[faulty[0]].editor.go_to()
        return not faulty

    def _check(self, key: str) -> bool:
        fault = fault_in(key, self.values[key])
        self.frames[key].show_error(fault)
        return not fault

    def _on_edited(self, key: str, raw: object) -> None:
        self.values[key] = str(raw or "").strip()
        if self.frames[key].error:
            self._check(key)
        self.edited.emit()

    def _on_left(self, key: str) -> None:
        if self.values[key]:
            self._check(key)


def fault_in(key: str, value: str) -> str:
    """Return what is wrong with a piece of the office's data, as a Chinese sentence; empty where nothing is."""
    asked = FIELDS[key]
    if is_empty(value):
        example = f"，例如：{asked.example}" if asked.example else ""
        return f"请填写{asked.label}{example}。" if asked.required else ""
    return fault_of(value, asked.kind, asked)
