"""The command `import`: a blank workbook out, disclosures and unused cells in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Gongkai
from tests.imports.makers import Sheet, csv_file, openpyxl_file, xlwt_file
from tests.imports.sheets import LABELS, PENALTIES, PENALTY, grid


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    cells = grid(PENALTIES, LABELS)
    cells[1][list(LABELS).index("decision_date")] = "2026-02-30"
    file = tmp_path / "九月处罚.xlsx"
    file.write_bytes(openpyxl_file(Sheet(cells)))
    return file


def test_the_blank_workbook_has_locked_headings_lists_hints_and_formats(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    out = tmp_path / "空白表.xlsx"
    assert gongkai("import", PENALTY, "--template", out).returncode == 0
    sheet = load_workbook(out).worksheets[0]
    headings = {cell.value: cell for cell in sheet[1]}
    assert sheet.protection.sheet
    assert headings["行政相对人名称"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet.column_dimensions[headings["统一社会信用代码"].column_letter].number_format == "@"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    chosen = rules[f"{headings['行政相对人类别'].column_letter}2"]
    assert chosen.type == "list"
    assert "个体工商户" in str(chosen.formula1)
    assert str(rules["A2"].prompt).startswith("必填")


def test_what_was_used_and_what_was_not_are_printed_as_json(gongkai: Gongkai, listed: Path) -> None:
    result = gongkai("import", PENALTY, listed)
    assert result.returncode == 1
    told = json.loads(result.stdout)
    assert told["disclosures"][1]["form"] == PENALTY
    assert told["disclosures"][1]["values"]["fine"] == "50000.00"
    (unused,) = told["unused"]
    assert (unused["cell"], unused["field"], unused["text"]) == ("K2", "decision_date", "2026-02-30")
    assert "日历" in result.stderr
    assert "2026-02-30" not in result.stderr


def test_a_clean_file_ends_with_zero(gongkai: Gongkai, tmp_path: Path) -> None:
    file = tmp_path / "处罚.csv"
    file.write_bytes(csv_file("gb18030")(Sheet(grid(PENALTIES, LABELS))))
    result = gongkai("import", PENALTY, file, "--json")
    assert result.returncode == 0
    assert len(json.loads(result.stdout)["disclosures"]) == len(PENALTIES)


def test_disclosures_are_also_written_as_files_that_check_reads(
    gongkai: Gongkai, listed: Path, tmp_path: Path
) -> None:
    gongkai("import", PENALTY, listed, "--out", tmp_path / "条", "--returned", tmp_path / "退回.xlsx")
    files = sorted((tmp_path / "条").glob("*.json"))
    assert [file.name for file in files] == [f"九月处罚-{number}.json" for number in range(1, 5)]
    rules = {
        one["rule"] for one in json.loads(gongkai("check", "--json", files[1]).stdout)["files"][0]["findings"]
    }
    assert "required.missing" in rules
    assert load_workbook(tmp_path / "退回.xlsx")["Sheet1"]["K2"].comment is not None


def test_the_copy_is_never_written_over_the_original(gongkai: Gongkai, listed: Path) -> None:
    before = listed.read_bytes()
    result = gongkai("import", PENALTY, listed, "--returned", listed)
    assert result.returncode == 2
    assert listed.read_bytes() == before


def test_a_marked_file_is_refused_in_one_line(gongkai: Gongkai, tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(openpyxl_file(Sheet([["机密★1年"], *grid(PENALTIES, LABELS)])))
    result = gongkai("import", PENALTY, file)
    assert (result.returncode, result.stdout) == (2, "")
    assert "国家秘密标志" in result.stderr


@pytest.mark.parametrize("call", [[PENALTY], ["no.such-form", "x.xlsx"], [PENALTY, "没有这个文件.xlsx"]])
def test_unusable_calls_end_with_two(gongkai: Gongkai, call: list[str]) -> None:
    result = gongkai("import", *call)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1


def test_a_document_prefills_the_form_and_each_value_names_its_place(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    from tests.imports.documents import decision

    file = tmp_path / "决定书.docx"
    file.write_bytes(decision())
    result = gongkai("import", PENALTY, file)
    told = json.loads(result.stdout)
    assert told["disclosures"][0]["values"]["party"] == "龙江县丰禾农资经销有限公司"
    places = {one["field"]: one["place"] for one in told["sources"]}
    assert places["party"] == {"paragraph": 4}
    assert result.returncode == 0


def test_a_batch_goes_its_way_on_the_command_line(gongkai: Gongkai, tmp_path: Path) -> None:
    from tests.forms.files import FORMS
    from tests.imports.filling import filled_rows

    blank = tmp_path / "空白.xlsx"
    gongkai("import", PENALTY, "--template", blank)
    sample = FORMS[PENALTY].spec.sample
    rows = [{**sample, "doc_no": f"龙市监罚〔2026〕{number}号"} for number in (1, 2)]
    file = tmp_path / "九月.xlsx"
    file.write_bytes(filled_rows(blank.read_bytes(), FORMS[PENALTY].spec, rows))
    kept = json.loads(gongkai("import", PENALTY, file, "--keep").stdout)
    (batch,) = json.loads(gongkai("batch", "--json").stdout)
    assert batch["items"] == kept["drafts"]
    for call in (["check"], ["submit"], ["approve", "--by", "王审查"]):
        result = gongkai("batch", call[0], batch["id"], *call[1:])
        assert result.returncode == 0, result.stdout
    assert (
        gongkai("batch", "render", batch["id"], "--out", tmp_path / "文书", "--format", "docx").returncode
        == 0
    )
    assert len(list((tmp_path / "文书").glob("*.docx"))) == 2
    assert gongkai("batch", "exchange", batch["id"], "--out", tmp_path / "报送.xls").returncode == 0
    assert gongkai("batch", "report", batch["id"], "--out", tmp_path / "情况.xlsx").returncode == 0
    assert gongkai("batch", "check").returncode == 2


@pytest.mark.parametrize(
    ("ending", "write"), [(".xlsx", openpyxl_file), (".xls", xlwt_file), (".csv", csv_file("gb18030"))]
)
def test_every_kind_of_list_goes_back_marked_and_stays_itself(
    gongkai: Gongkai, tmp_path: Path, ending: str, write: Callable[..., bytes]
) -> None:
    cells = grid(PENALTIES, LABELS)
    cells[1][list(LABELS).index("decision_date")] = "2026-02-30"
    file, copy = tmp_path / f"处罚{ending}", tmp_path / "退回.xlsx"
    file.write_bytes(write(Sheet(cells)))
    before = file.read_bytes()
    result = gongkai("import", PENALTY, file, "--returned", copy)
    told = json.loads(result.stdout)
    assert result.returncode == 1
    assert [one["cell"] for one in told["unused"]] == ["K2"]
    assert len(told["disclosures"]) == len(PENALTIES)
    assert file.read_bytes() == before
    sheet = load_workbook(copy).worksheets[0]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["K2"]
    assert sheet["A3"].value == PENALTIES[1]["party"]
