"""What approved documents say for a form: right where it is said, silent where it is not clear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_app import paths
from desktop_app.adapters.importers.pdf import read_pdf
from desktop_app.adapters.importers.word import read_word
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.imports.extract import extract
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.paper import Paper
from desktop_app.core.imports.plan import Planner
from desktop_app.core.imports.suggestion import NOT_RECOGNISED, Extract
from desktop_app.core.imports.targets import field_targets
from desktop_app.core.progress import silent
from tests.forms.files import FORMS, answered, composed
from tests.imports.documents import DOCUMENTS
from tests.imports.sheets import PENALTY

SYNONYMS = [
    [str(name) for name in group]
    for group in yaml.safe_load((paths.RESOURCES / "imports" / "synonyms.yaml").read_text("utf-8"))
]
PAPERS = sorted(
    path for path in (Path(__file__).parent / "papers").iterdir() if path.suffix in (".docx", ".pdf")
)
OWN = sorted(FORMS)[::6]
"""Forms whose own documents are read back."""


def said(form_id: str, paper: Paper) -> Extract:
    form = FORMS[form_id]
    names = Names(field_targets(form.spec), SYNONYMS)
    return extract(form, paper, Planner(form.spec, SYNONYMS, {}), names)


def read_paper(path: Path) -> Paper:
    content = path.read_bytes()
    return read_pdf(content, None, silent) if path.suffix == ".pdf" else read_word(content, silent)


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_what_documents_of_others_say(name: str) -> None:
    form, make, wanted = DOCUMENTS[name]
    found = said(form, read_word(make(), silent)).values()
    assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_what_documents_of_other_makers_say(path: Path) -> None:
    form, _make, wanted = DOCUMENTS[path.name.split()[0]]
    found = said(form, read_paper(path)).values()
    assert {key: found.get(key) for key in wanted} == wanted
    assert set(found) - set(wanted) <= {"title"}


def test_every_value_names_its_place_and_what_stands_there() -> None:
    _form, make, _wanted = DOCUMENTS["decision"]
    party = next(one for one in said(PENALTY, read_word(make(), silent)).suggestions if one.key == "party")
    assert party.source.words == "第 4 段"
    assert party.quote == "当事人：龙江县丰禾农资经销有限公司"


def test_a_second_answer_and_a_wrong_code_are_told_and_not_taken() -> None:
    _form, make, _wanted = DOCUMENTS["contradicting"]
    found = said(PENALTY, read_word(make(), silent))
    assert "party_uscc" not in found.values()
    reasons = {one.key: one.reason for one in found.left}
    assert "两处不一样" in reasons["party"]
    assert "校验码" in reasons["party_uscc"]


def test_what_is_not_recognised_is_told() -> None:
    _form, make, _wanted = DOCUMENTS["decision"]
    assert said(PENALTY, read_word(make(), silent)).left == []
    _form, make, _wanted = DOCUMENTS["roster"]
    left = said(PENALTY, read_word(make(), silent)).left
    assert [one.reason for one in left] == [NOT_RECOGNISED]


def _shares(papers: dict[str, Paper]) -> tuple[float, int]:
    """Return the share of suggestions that are what the document was made of, and how many there are."""
    right = total = 0
    for form_id, paper in papers.items():
        public = answered(FORMS[form_id], FORMS[form_id].spec.sample).public_values("online")
        for one in said(form_id, paper).suggestions:
            if FORMS[form_id].fields[one.key].kind != "table":
                total += 1
                right += _plain(one.answer) == _plain(public.get(one.key))
    return right / total, total


def _plain(answer: Any) -> str:
    return str(answer)


def test_our_own_documents_are_read_back() -> None:
    base = (paths.RESOURCES / "style" / "base.docx").read_bytes()
    papers = {
        form: read_word(
            write_docx(composed(answered(FORMS[form], FORMS[form].spec.sample)), base).content, silent
        )
        for form in OWN
    }
    share, total = _shares(papers)
    assert share >= 0.99
    assert total > 6 * len(OWN)


def test_our_own_pdfs_are_read_back() -> None:
    fonts = load_fonts(font_folders(paths.HOME))
    papers = {
        form: read_pdf(
            write_pdf(composed(answered(FORMS[form], FORMS[form].spec.sample)), fonts).content, None, silent
        )
        for form in OWN[::4]
    }
    share, total = _shares(papers)
    assert share >= 0.99
    assert total > 5 * len(papers)


def _scan() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(out, "PDF")
    return out.getvalue()


def test_what_is_recognised_on_a_scan_is_read_with_a_warning() -> None:
    lines = [
        [("行政处罚决定公示", 300.0, 100.0, 500.0, 125.0)],
        [("当事人：龙江县丰禾农资经销有限公司", 100.0, 200.0, 600.0, 225.0)],
        [("— 1 —", 380.0, 1050.0, 420.0, 1070.0)],
    ]
    found = said(PENALTY, read_pdf(_scan(), lambda _picture: lines, silent))
    assert "对照原件" in found.remark
    assert found.values()["party"] == "龙江县丰禾农资经销有限公司"
    assert found.suggestions[0].source.page == 1


def test_a_table_on_a_scan_is_read_row_by_row_and_a_number_keeps_its_brackets() -> None:
    rows = [
        ("决定书文号", "龙市监罚〔2026]37号"),
        ("行政相对人名称", "龙江县丰禾农资经销有限公司"),
        ("统一社会信用代码", "91230221MA0EXAMP17"),
        ("处罚决定日期", "2026年9月22日"),
    ]
    lines = [
        [
            (label, 190.0, 300.0 + at * 50, 400.0, 335.0 + at * 50),
            (value, 430.0, 300.0 + at * 50, 700.0, 335.0 + at * 50),
        ]
        for at, (label, value) in enumerate(rows)
    ]
    values = said(PENALTY, read_pdf(_scan(), lambda _picture: lines, silent)).values()
    assert [values[key] for key in ("doc_no", "party", "party_uscc", "decision_date")] == [
        "龙市监罚〔2026〕37号",
        "龙江县丰禾农资经销有限公司",
        "91230221MA0EXAMP17",
        "2026-09-22",
    ]


def test_a_scan_without_recognition_says_so() -> None:
    paper = read_pdf(_scan(), None, silent)
    assert paper.parts == []
    assert "没有安装" in paper.remark
