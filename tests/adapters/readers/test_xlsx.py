"""Spreadsheets: headers, everything hidden, everything kept beside the cells."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.adapters.readers.making import ID, findings, named, package, relations, rules, units

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TITLE = ("序号", "姓名", "身份证号", "所在村")


def _book(*rows: tuple[object, ...]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    return book, sheet


def _list() -> tuple[openpyxl.Workbook, Worksheet]:
    return _book(
        _TITLE, (1, "张秀珍", "2302**********0018", "民权村"), (2, "李明", "2302**********0027", "福山村")
    )


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xlsx(sheet: str, parts: dict[str, str | bytes] | None = None, *arrows: tuple[str, str, str]) -> bytes:
    """A workbook with one sheet of raw XML; `arrows` lead from the workbook."""
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="s1"/></sheets>'
    own: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": named("worksheet", sheet, space=_S),
        "xl/_rels/workbook.xml.rels": relations(("s1", "worksheet", "worksheets/sheet1.xml"), *arrows),
    }
    return package("xl/workbook.xml", named("workbook", sheets, space=_S), {**own, **(parts or {})})


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _telling(content: bytes) -> list[str]:
    """Rules but the notes on the library that made the file."""
    return sorted(finding.rule for finding in findings(content) if finding.severity != "note")


def test_masked_list_has_no_finding() -> None:
    assert _telling(_saved(_list()[0])) == []


def test_cells_know_their_header_and_place() -> None:
    book, sheet = _list()
    sheet["C3"] = ID
    number = next(finding for finding in findings(_saved(book)) if finding.rule == "pii.id-card")
    assert (number.place.sheet, number.place.cell, number.place.row) == ("名单", "C3", 3)
    assert "身份证号" in number.message


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_with_anything_in_it_is_found(state: str) -> None:
    book, _ = _list()
    other = book.create_sheet("底册")
    other["A1"] = ID
    other.sheet_state = state
    found = [finding for finding in findings(_saved(book)) if finding.severity != "note"]
    assert [(finding.rule, finding.place.sheet, finding.hidden) for finding in found] == [
        ("hidden.sheet", "底册", True),
        ("pii.id-card", "底册", True),
    ]


def test_empty_hidden_sheet_row_and_column_are_nothing() -> None:
    book, sheet = _list()
    book.create_sheet("空").sheet_state = "hidden"
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["K"].hidden = True
    assert _telling(_saved(book)) == []


@pytest.mark.parametrize("height", [None, 0.5])
def test_hidden_rows_are_found_one_by_one(height: float | None) -> None:
    book, sheet = _list()
    for row in (2, 3):
        sheet.row_dimensions[row].hidden = height is None
        sheet.row_dimensions[row].height = height
    found = [finding for finding in findings(_saved(book)) if finding.rule == "hidden.row"]
    assert [finding.place.row for finding in found] == [2, 3]


@pytest.mark.parametrize("width", [None, 0])
def test_hidden_column_is_found_at_its_first_cell(width: int | None) -> None:
    book, sheet = _list()
    sheet.column_dimensions["C"].hidden = width is None
    if width is not None:
        sheet.column_dimensions["C"].width = 0.1
    (found,) = [finding for finding in findings(_saved(book)) if finding.rule == "hidden.column"]
    assert (found.place.sheet, found.place.cell) == ("名单", "C1")


def test_rows_hidden_by_default_are_hidden() -> None:
    content = _xlsx(
        f'<sheetFormatPr zeroHeight="1"/><sheetData><row r="1">{_cell("A1", "甲")}</row></sheetData>'
    )
    assert rules(content) == ["hidden.row"]


@pytest.mark.parametrize("how", ["format", "colour", "size"])
def test_cell_that_hides_its_text_is_found(how: str) -> None:
    book, sheet = _list()
    sheet["F2"] = f"复核 {ID}"
    if how == "format":
        sheet["F2"].number_format = ";;;"
    else:
        sheet["F2"].font = Font(color="FFFFFFFF") if how == "colour" else Font(size=1)
    found = [finding for finding in findings(_saved(book)) if finding.severity != "note"]
    assert [(finding.rule, finding.place.cell) for finding in found] == [
        ("hidden.text", "F2"),
        ("pii.id-card", "F2"),
    ]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    book, sheet = _list()
    sheet["A1"].font = Font(color="FFFFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="FF1F3864")
    assert _telling(_saved(book)) == []


def test_value_buried_in_a_merged_cell_is_found() -> None:
    data = f'<sheetData><row r="1">{_cell("A1", "公示")}{_cell("B1", ID)}</row></sheetData>'
    content = _xlsx(f'{data}<mergeCells><mergeCell ref="A1:C1"/></mergeCells>')
    assert rules(content) == ["hidden.text", "pii.id-card"]


def test_comment_has_its_cell() -> None:
    book, sheet = _list()
    sheet["B2"].comment = Comment(f"核对 {ID}", "甲")
    found = [finding for finding in findings(_saved(book)) if finding.place.part == "comment"]
    assert [(finding.rule, finding.place.cell) for finding in found] == [
        ("hidden.comment", "B2"),
        ("pii.id-card", "B2"),
    ]


def test_names_margins_and_pick_lists_are_read() -> None:
    book, sheet = _list()
    book.defined_names["经办人"] = DefinedName("经办人", attr_text=f'"{ID}"')
    sheet.oddFooter.left.text = "内部资料 注意保存"
    validation = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"13904520000,无"')
    sheet.add_data_validation(validation)
    validation.add("D2")
    assert {"pii.id-card", "secrecy.internal-mark", "pii.mobile"} <= set(_telling(_saved(book)))


def test_numbers_lose_neither_digits_nor_days() -> None:
    cells = '<c r="A1"><v>1.3904520000E10</v></c><c r="B1"><v>6210990002403827</v></c><c r="C1" s="1"><v>33000</v></c>'
    styles = named("styleSheet", '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>', space=_S)
    data = f'<sheetData><row r="1">{cells}</row></sheetData>'
    content = _xlsx(data, {"xl/styles.xml": styles}, ("st", "styles", "styles.xml"))
    texts = [unit.text for unit in units(content) if unit.place.cell]
    assert texts == ["13904520000", "6210990002403827", "1990-05-07"]


def test_formula_that_spells_a_value_out_is_read() -> None:
    data = f'<sheetData><row r="1"><c r="A1" t="str"><f>IF(TRUE,"","{ID}")</f><v></v></c></row></sheetData>'
    assert rules(_xlsx(data)) == ["pii.id-card"]


def test_rows_and_cells_without_references_count_on() -> None:
    data = (
        f"<sheetData><row><c t='inlineStr'><is><t>甲</t></is></c></row><row>{_cell('', ID)}</row></sheetData>"
    )
    (found,) = findings(_xlsx(data.replace('r=""', "")))
    assert found.place.cell == "A2"


def test_pivot_cache_keeps_deleted_records() -> None:
    definition = named(
        "pivotCacheDefinition",
        '<cacheFields><cacheField name="姓名"><sharedItems><s v="张秀珍"/></sharedItems></cacheField>'
        '<cacheField name="身份证号"><sharedItems/></cacheField></cacheFields>',
        space=_S,
    )
    records = named("pivotCacheRecords", f'<r><x v="0"/><s v="{ID}"/></r>', space=_S)
    content = _xlsx(
        "<sheetData/>",
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": definition,
            "xl/pivotCache/pivotCacheRecords1.xml": records,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
                ("r1", "pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
        },
    )
    assert rules(content) == ["hidden.cache", "pii.column", "pii.id-card"]


def test_external_link_keeps_copies_and_a_path() -> None:
    cells = f'<row r="1"><cell r="B1" t="str"><v>{ID}</v></cell></row>'
    data = f'<sheetDataSet><sheetData sheetId="0">{cells}</sheetData></sheetDataSet>'
    link = named("externalLink", f"<externalBook>{data}</externalBook>", space=_S)
    parts: dict[str, str | bytes] = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("r1", "externalLinkPath", "file:///D:/学籍.xlsx")
        ),
    }
    assert rules(_xlsx("<sheetData/>", parts)) == ["hidden.cache", "hidden.metadata", "pii.id-card"]


@pytest.mark.parametrize(("kept", "expected"), [("白山镇", []), ("张秀珍", ["hidden.cache"])])
def test_chart_is_a_cache_only_where_no_cell_has_its_words(kept: str, expected: list[str]) -> None:
    chart = named(
        "c:chartSpace",
        f"<c:cat><c:strRef><c:strCache><c:pt><c:v>{kept}</c:v></c:pt></c:strCache></c:strRef></c:cat>",
    )
    data = f'<sheetData><row r="1">{_cell("A1", "白山镇")}</row></sheetData>'
    assert rules(_xlsx(data, {"xl/charts/chart1.xml": chart})) == expected


def test_text_of_cells_that_are_gone_is_read() -> None:
    strings = named("sst", f"<si><t>公示</t></si><si><t>{ID}</t></si>", space=_S)
    data = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    content = _xlsx(data, {"xl/sharedStrings.xml": strings}, ("t1", "sharedStrings", "sharedStrings.xml"))
    (found,) = findings(content)
    assert (found.rule, found.hidden) == ("pii.id-card", True)


def test_shared_workbook_logs_its_changes() -> None:
    log = named("revisions", f'<rcc><oc r="B2" t="inlineStr"><is><t>{ID}</t></is></oc></rcc>', space=_S)
    assert rules(_xlsx("<sheetData/>", {"xl/revisions/revisionLog1.xml": log})) == [
        "hidden.revision",
        "pii.id-card",
    ]


def test_text_box_is_read_and_a_hidden_one_said() -> None:
    shape = (
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="框"{0}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>'
        f"{ID}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    for attribute, expected in (("", ["pii.id-card"]), (' hidden="1"', ["hidden.text", "pii.id-card"])):
        anchor = f"<xdr:twoCellAnchor>{shape.format(attribute)}</xdr:twoCellAnchor>"
        parts: dict[str, str | bytes] = {
            "xl/drawings/drawing1.xml": named("xdr:wsDr", anchor),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../drawings/drawing1.xml")),
        }
        assert rules(_xlsx("<sheetData/>", parts)) == expected


def test_scattered_cells_cost_no_memory() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="{openpyxl.utils.get_column_letter(n)}{n}"><v>{n}</v></c></row>'
        for n in range(1, 9_000)
    )
    assert len(units(_xlsx(f"<sheetData>{rows}</sheetData>"))) > 8_000


def test_white_header_of_a_styled_table_is_seen() -> None:
    book, sheet = _list()
    sheet["A1"].font = Font(color="FFFFFFFF")
    sheet.add_table(Table(displayName="名单表", ref="A1:D3"))
    assert _telling(_saved(book)) == []


def test_conditional_format_that_hides_is_found() -> None:
    book, sheet = _list()
    sheet["F2"] = f"复核 {ID}"
    rule = FormulaRule(formula=["TRUE"], font=Font(color="FFFFFFFF"))
    sheet.conditional_formatting.add("F2:F9", rule)
    assert _telling(_saved(book)) == ["hidden.text", "pii.id-card"]


def test_damaged_sheet_does_not_hide_the_cells_before() -> None:
    content = _xlsx("<sheetData><row><c></row>")
    assert rules(content) == ["unreadable.damaged"]


def test_a_sheet_named_by_a_number_is_found_and_not_repeated() -> None:
    book, sheet = _list()
    sheet.title = ID
    found = [finding for finding in findings(_saved(book)) if finding.rule == "pii.id-card"]
    assert found
    assert all(ID not in str(finding.as_json()) for finding in found)


def test_name_that_a_chart_writes_itself_is_seen() -> None:
    chart = named("c:chartSpace", "<c:ser><c:tx><c:v>张秀珍户</c:v></c:tx></c:ser><c:legend/>")
    assert rules(_xlsx("<sheetData/>", {"xl/charts/chart1.xml": chart})) == []


def test_embedded_file_is_told_with_its_sheet() -> None:
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("o", "oleObject", "../embeddings/附件.bin")),
        "xl/embeddings/附件.bin": b"\0" * 600,
    }
    told = [one for one in findings(_xlsx("<sheetData/>", parts)) if one.rule == "hidden.embedded"]
    assert [(one.place.sheet, one.place.inside) for one in told] == [("表", "附件.bin")]
