"""The command line as others' scripts rely on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Gongkai

FORMS = (
    "decision.draft-consultation",
    "finance.department-budget",
    "market-supervision.penalty-publicity",
    "policy.document",
    "public-utilities.water-outage",
    "service-items.guide",
    "social-security.subsistence-allowance-publicity",
)


def test_forms_lists_every_type_as_the_contract_has_it(gongkai: Gongkai):
    listed = json.loads(gongkai("forms", "--json").stdout)

    assert {one["id"] for one in listed} >= set(FORMS)
    keys = {"id", "name", "area", "area_name", "document_kind", "bulletin_board", "time_limit", "elements"}
    assert all(set(one) == keys for one in listed)


def test_pinyin_initials_find_a_type(gongkai: Gongkai):
    found = json.loads(gongkai("forms", "--search", "xzcf", "--json").stdout)

    assert found[0]["id"] == "market-supervision.penalty-publicity"


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_of_a_type_passes_its_own_check(gongkai: Gongkai, form: str):
    sample = gongkai("sample", form)
    checked = gongkai("check", "--json", "-", stdin=sample.stdout)

    assert checked.returncode == 0, checked.stdout
    assert json.loads(checked.stdout)["summary"] == {"block": 0, "warn": 0, "note": 0}


def test_a_missing_answer_is_one_finding_and_status_1(gongkai: Gongkai):
    sample = json.loads(gongkai("sample", "policy.document").stdout)
    del sample["values"]["doc_no"]

    checked = gongkai("check", "--json", "-", stdin=json.dumps(sample))

    findings = json.loads(checked.stdout)["files"][0]["findings"]
    assert checked.returncode == 1
    assert [(one["rule"], one["place"]) for one in findings] == [
        ("required.missing", {"field": "values.doc_no"})
    ]


def test_an_identity_number_is_found_and_never_repeated(gongkai: Gongkai):
    sample = json.loads(gongkai("sample", "policy.document").stdout)
    sample["values"]["content"] += "\n当事人身份证号码11010519491231002X。"

    checked = gongkai("check", "--json", "-", stdin=json.dumps(sample))

    assert "pii.id-card" in checked.stdout
    assert "11010519491231002X" not in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["check", "nowhere.json"], "", "找不到文件"),
        (["check", "-"], "{", "JSON"),
        (["check", "-"], '{"form": "a.b"}', "a.b"),
        (["check", "-"], '{"form": "policy.document", "value": {}}', "value"),
        (["check", "-"], '{"form": "policy.document", "values": {"titel": "x"}}', "titel"),
        (["sample", "no.such"], "", "no.such"),
        (["due", "policy.document", "--event", "昨天"], "", "日期"),
        (["render", "-", "--out", "x", "--format", "odt"], "{}", "odt"),
        (["nonsense"], "", "nonsense"),
        (["forms", "--nonsense"], "", "--nonsense"),
        (["publish", "-"], "", "--portal"),
        (["withdraw", "nothing", "--reason", "x"], "", "nothing"),
        (["outbox", "retry"], "", "编号"),
    ],
)
def test_an_unusable_call_is_one_chinese_line_and_status_2(
    gongkai: Gongkai, arguments, stdin: str, words: str
):
    result = gongkai(*arguments, stdin=stdin)

    assert result.returncode == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_a_damaged_workspace_is_said_in_one_line(gongkai: Gongkai, tmp_path: Path):
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace" / "workspace.db").write_bytes(b"no database at all " * 50)

    result = gongkai("ledger")

    assert result.returncode == 2
    assert "损坏" in result.stderr
    assert "Traceback" not in result.stderr


def test_due_counts_and_names_its_source(gongkai: Gongkai):
    due = json.loads(
        gongkai("due", "market-supervision.penalty-publicity", "--event", "2026-09-29", "--json").stdout
    )

    assert due["due"] == "2026-10-12"
    assert due["source"]
    assert len(due["skipped"]) == 8


def test_lint_is_silent_about_the_programs_own_forms(gongkai: Gongkai):
    result = gongkai("lint")

    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_document_is_written_and_its_path_printed(gongkai: Gongkai, tmp_path: Path, form: str):
    sample = gongkai("sample", form)

    result = gongkai(
        "render", "-", "--out", tmp_path / "out", "--format", "docx,pdf,html,poster", stdin=sample.stdout
    )

    written = [Path(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0, result.stdout + result.stderr
    assert [path.suffix for path in written] == [".docx", ".pdf", ".html", ".pdf"]
    assert all(path.stat().st_size > 1000 for path in written)


def test_the_poster_of_something_unreviewed_is_held_back_and_the_rest_is_written(
    gongkai: Gongkai, tmp_path: Path
):
    sample = json.loads(gongkai("sample", "public-utilities.water-outage").stdout)
    sample["confidentiality"] = {}

    result = gongkai(
        "render", "-", "--out", tmp_path / "out", "--format", "docx,poster", stdin=json.dumps(sample)
    )

    assert result.returncode == 1
    assert "required.flag" in result.stdout
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".docx"]


def test_a_package_is_packed_here_and_verified_on_the_other_side(gongkai: Gongkai, tmp_path: Path):
    sample = gongkai("sample", "public-utilities.water-outage").stdout

    packed = gongkai("pack", "-", "--out", tmp_path / "out" / "移交.zip", stdin=sample)
    unpacked = gongkai("unpack", tmp_path / "out" / "移交.zip", "--out", tmp_path / "in")

    assert (packed.returncode, unpacked.returncode) == (0, 0), packed.stderr + unpacked.stderr
    assert "核对无误" in unpacked.stdout
    (folder,) = (tmp_path / "in").iterdir()
    assert {path.suffix for path in (folder / "data" / "文件").iterdir()} >= {".docx", ".pdf"}


def test_what_the_gate_holds_back_is_not_packed(gongkai: Gongkai, tmp_path: Path):
    sample = json.loads(gongkai("sample", "public-utilities.water-outage").stdout)
    sample["openness"] = "on_request"

    packed = gongkai("pack", "-", "--out", tmp_path / "移交.zip", stdin=json.dumps(sample))

    assert packed.returncode == 1
    assert "required.flag" in packed.stdout
    assert not (tmp_path / "移交.zip").exists()


def test_a_package_that_was_changed_is_refused(gongkai: Gongkai, tmp_path: Path):
    (tmp_path / "移交.zip").write_bytes(b"PK no package")

    result = gongkai("unpack", tmp_path / "移交.zip")

    assert result.returncode == 2
    assert "移交包" in result.stderr


def test_a_portal_that_does_not_exist_is_said_and_nothing_is_queued(gongkai: Gongkai):
    sample = gongkai("sample", "public-utilities.water-outage").stdout

    result = gongkai("publish", "-", "--portal", "nowhere", stdin=sample)

    assert result.returncode == 2
    assert "nowhere" in result.stderr
    assert json.loads(gongkai("outbox", "--json").stdout) == []


def test_offline_it_waits_in_the_outbox_and_says_so(gongkai: Gongkai, tmp_path: Path):
    folder = tmp_path / "workspace" / "portals"
    folder.mkdir(parents=True)
    (folder / "county.yaml").write_text(
        "name: county\nkind: reference\nbase_url: http://127.0.0.1:9\n", "utf-8"
    )
    sample = gongkai("sample", "public-utilities.water-outage").stdout

    published = gongkai("publish", "-", "--portal", "county", "--json", stdin=sample)

    job = json.loads(published.stdout)
    assert published.returncode == 1
    assert (job["status"], job["receipt"]) == ("waiting", None)
    assert "网络" in job["message"]
    assert [one["status"] for one in json.loads(gongkai("ledger", "--json").stdout)] == ["queued"]


def test_a_backup_brings_everything_back(gongkai: Gongkai, tmp_path: Path):
    folder = tmp_path / "workspace" / "portals"
    folder.mkdir(parents=True)
    (folder / "folder.yaml").write_text(
        f"name: folder\nkind: folder\nfolder: {tmp_path / 'carried'}\n", "utf-8"
    )
    sample = gongkai("sample", "public-utilities.water-outage").stdout
    published = json.loads(gongkai("publish", "-", "--portal", "folder", "--json", stdin=sample).stdout)

    backup = gongkai("backup", tmp_path / "copies" / "backup.db")
    (tmp_path / "workspace" / "workspace.db").write_bytes(b"damaged " * 4000)
    damaged = gongkai("ledger", "--json")
    restored = gongkai("restore", tmp_path / "copies" / "backup.db")

    assert (backup.returncode, damaged.returncode, restored.returncode) == (0, 2, 0), restored.stderr
    rows = json.loads(gongkai("ledger", "--json").stdout)
    assert [(row["id"], row["status"]) for row in rows] == [(published["id"], "published")]
