"""The blank workbook of a form: what a unit fills in and sends back, so that it can be imported without a question."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.imports.plan import DISCLOSURES, sheet_title
from desktop_app.core.imports.targets import Target, field_targets, table_targets, tables_of

GUIDE, CHOICES = "填写说明", "选项"
"""Sheets of the blank workbook that hold no answers."""
PROPERTY = "gongkai-form"
"""The document's property that says for which form, and which version of it, the workbook is."""

_LAST_ROW = 5000
_A4 = 9
_LONGEST_LIST = 250
_LONGEST_HINT = 255
_LONGEST_HINT_TITLE = 32
_TEXT = "@"
_FORMATS = {"date": "yyyy-mm-dd", "money": "0.00####", "number": "General"}
"""Kinds that a spreadsheet may count with; all others are text, so that 0033 stays 0033."""
_WIDTHS = {
    "long_text": 44, "rich_text": 44, "text": 22, "date": 13, "number": 11, "money": 13, "bool": 8, "uscc": 22,
    "id_card": 22, "date_range": 26,
}  # fmt: skip
_WIDTH = 18
_WAYS = {
    "date": "日期，写成 2026-09-28",
    "date_range": "起止日期，写成 2026-09-28至2026-10-08",
    "datetime": "日期和时间，写成 2026-09-28 08:30",
    "datetime_range": "起止时间，写成 2026-09-28 08:30至2026-09-28 17:00",
    "money": "只写数字",
    "number": "只写数字",
    "choice": "从下拉列表里选",
    "multi_choice": "可选几项，用“；”隔开",
    "bool": "选“是”或“否”",
    "orgs": "几个单位用“；”隔开",
    "uscc": "18 位统一社会信用代码",
    "id_card": "18 位身份证号",
    "doc_no": "机关代字〔2026〕15号",
}
_HEADING_FONT = Font(name="宋体", size=11, bold=True)
_BODY_FONT = Font(name="宋体", size=11)
_REQUIRED = PatternFill("solid", fgColor="FBE3D6")
_OPTIONAL = PatternFill("solid", fgColor="E8EEF4")
_SIDE = Side("thin", color="B8BEC6")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def write_blank(spec: FormSpec) -> bytes:
    """Return the workbook: its sheets of answers first, then how to fill them in."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = ""
    book.properties.title = spec.name
    properties: Any = book  # its stubs do not know the document's own properties
    properties.custom_doc_props.append(StringProperty(name=PROPERTY, value=f"{spec.form}/{spec.version}"))
    sheets = [(rows_are, _targets(spec, rows_are)) for rows_are in sheet_order(spec)]
    lists = _Lists()
    for rows_are, targets in sheets:
        _fill_sheet(book.create_sheet(sheet_title(spec, rows_are)), targets, lists)
    _fill_guide(book.create_sheet(GUIDE), spec, sheets)
    lists.write(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_order(spec: FormSpec) -> list[str]:
    """Return what the rows of each sheet are, in their order: a required list first, if there is one."""
    tables = tables_of(spec)
    if tables and spec.fields[tables[0]].required is True:
        return [tables[0], DISCLOSURES, *tables[1:]]
    return [DISCLOSURES, *tables]


def _targets(spec: FormSpec, rows_are: str) -> list[Target]:
    return table_targets(spec, rows_are) if rows_are else field_targets(spec)


class _Lists:
    """Choices too long for a cell's own list, on a sheet that nobody sees."""

    def __init__(self) -> None:
        self._columns: list[tuple[str, ...]] = []

    def source(self, choices: Sequence[str]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LIST and not any("," in one or '"' in one for one in choices):
            return f'"{joined}"'
        wanted = tuple(choices)
        if wanted not in self._columns:
            self._columns.append(wanted)
        letter = get_column_letter(self._columns.index(wanted) + 1)
        return f"{quote_sheetname(CHOICES)}!${letter}$1:${letter}${len(wanted)}"

    def write(self, book: Workbook) -> None:
        if not self._columns:
            return
        sheet = book.create_sheet(CHOICES)
        sheet.sheet_state = "hidden"
        for column, choices in enumerate(self._columns, 1):
            for row, choice in enumerate(choices, 1):
                sheet.cell(row, column, choice)


def _fill_sheet(sheet: Worksheet, targets: Sequence[Target], lists: _Lists) -> None:
    for number, target in enumerate(targets, 1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, target.heading)
        cell.font, cell.border = _HEADING_FONT, _LINE
        cell.fill = _REQUIRED if target.asked.required is True else _OPTIONAL
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.protection = Protection(locked=True)
        column = sheet.column_dimensions[letter]
        column.width = max(_WIDTHS.get(target.asked.kind, _WIDTH), min(len(target.heading) * 2 + 2, 30))
        column.number_format = _FORMATS.get(target.asked.kind, _TEXT)
        column.font, column.protection = _BODY_FONT, Protection(locked=False)
        column.alignment = Alignment(
            vertical="center", wrap_text=target.asked.kind in ("long_text", "rich_text")
        )
        sheet.add_data_validation(_validation(target, letter, lists))
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _fit_to_width(sheet)
    _protect(sheet)


def _fit_to_width(sheet: Worksheet) -> None:
    """Print all columns side by side on sheets that lie across."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _protect(sheet: Worksheet) -> None:
    """Keep the heading as it is and everything else free: no password, so that nobody is locked out."""
    sheet.protection.sheet = True
    for right in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(sheet.protection, right, False)


def _validation(target: Target, letter: str, lists: _Lists) -> DataValidation:
    kind = target.asked.kind
    if kind in ("choice", "bool"):
        source = lists.source(target.asked.choices if kind == "choice" else ("是", "否"))
        rule = DataValidation("list", formula1=source, error="请从列表里选一个。")
    elif kind == "date":
        rule = DataValidation(
            "date", operator="greaterThan", formula1="7306", error="请写成 2026-09-28 这样的日期。"
        )
    elif kind in ("money", "number"):
        rule = DataValidation(
            "decimal", operator="between", formula1="-1E+15", formula2="1E+15", error="这里只写数字。"
        )
    elif kind in ("uscc", "id_card"):
        rule = DataValidation("textLength", operator="equal", formula1="18", error="应为 18 位，请核对。")
        rule.errorStyle = "warning"
    else:
        rule = DataValidation()
    rule.allow_blank = True
    rule.showErrorMessage, rule.errorTitle = True, "请核对"
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = target.asked.label[:_LONGEST_HINT_TITLE], _hint(target)[:_LONGEST_HINT]
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    return rule


def _hint(target: Target) -> str:
    asked = target.asked
    required = "必填。" if asked.required is True else ("有的情况必填。" if asked.required else "")
    way = f"{_WAYS[asked.kind]}。" if asked.kind in _WAYS else ""
    choices = f"可选：{'、'.join(asked.choices)}。" if asked.kind == "multi_choice" else ""
    example = f"例：{asked.example}" if asked.example else ""
    return f"{required}{way}{asked.help}{choices}{example}" or "照实填写。"


def _fill_guide(sheet: Worksheet, spec: FormSpec, sheets: Sequence[tuple[str, Sequence[Target]]]) -> None:
    lines: list[tuple[Any, ...]] = [
        (f"{spec.name}　填写说明",),
        (
            "表头不要改动；每行填一条，中间不留空行；橙色表头为必填。填好后在“政务公开助手”的“导入”里选这个文件。",
        ),
        ("工作表", "列", "是否必填", "怎么填"),
    ]
    for rows_are, targets in sheets:
        for target in targets:
            asked = target.asked
            must = "必填" if asked.required is True else ("视情况" if asked.required else "")
            lines.append((sheet_title(spec, rows_are), target.heading, must, _hint(target)))
    for line in lines:
        sheet.append(line)
    for letter, width in zip("ABCD", (18, 28, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=len(lines)), 1):
        for cell in row:
            cell.font = _HEADING_FONT if number in (1, 3) else _BODY_FONT
            cell.alignment = Alignment(vertical="top", wrap_text=number > 2)
    _fit_to_width(sheet)
    sheet.protection.sheet = True
