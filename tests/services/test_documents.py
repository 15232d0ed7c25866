"""Documents of a disclosure as the office's own settings want them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.shared import Pt

from desktop_app.adapters.writers.docx_reference import StyleFileUnusable
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Opened
from desktop_app.settings import Settings
from tests.adapters.writers.reading import docx_part, pdf_pages


def policy(desk: Desk, **values: Any) -> Opened:
    form = desk.catalogue.form("policy.document")
    item = desk.drafts.create(form.id)
    given = {**form.spec.sample, **values}
    item = desk.drafts.save(item.id, given, "active", item.confidentiality, item.revision)
    return desk.drafts.open(item.id)


class TestLetterhead:
    def test_office_with_its_own_mark_prints_it(self, desk: Desk):
        desk.save_settings(Settings(office_name="龙江县人民政府", letterhead="龙江县人民政府（决定）"))
        assert "龙江县人民政府（决定）" in pdf_pages(desk.documents.render(policy(desk), "pdf").content)[0]

    @pytest.mark.parametrize(
        "values",
        [{"issuer_org": "龙江县民政局"}, {"paper_form": "信函"}, {"co_issuers": ["中共龙江县委宣传部"]}],
        ids=["another office's", "a letter", "a joint document"],
    )
    def test_other_documents_keep_their_marks(self, desk: Desk, values: dict[str, Any]):
        desk.save_settings(Settings(office_name="龙江县人民政府", letterhead="龙江县人民政府（决定）"))
        assert "（决定）" not in pdf_pages(desk.documents.render(policy(desk, **values), "pdf").content)[0]


@pytest.mark.parametrize(
    ("chosen", "layout"), [("文件", "red_head"), ("信函", "letter"), ("纪要", "minutes"), ("", "red_head")]
)
def test_clerk_chooses_the_form_of_the_paper(desk: Desk, chosen: str, layout: str):
    assert desk.documents.of(policy(desk, paper_form=chosen)).layout == layout


class TestOwnStyles:
    def test_office_changes_a_style_and_documents_follow(self, desk: Desk):
        file = desk.documents.begin_own_styles()
        styles = docx.Document(str(file))
        assert "公文正文：" in "".join(one.text for one in styles.paragraphs)
        styles.styles["公文标题"].font.size = Pt(26)
        styles.core_properties.author = "张三"
        styles.save(str(file))
        made = docx.Document(io.BytesIO(desk.documents.render(policy(desk), "docx").content))
        assert made.styles["公文标题"].font.size == Pt(26)
        assert made.core_properties.author == ""
        assert "改这一种样式" not in "".join(one.text for one in made.paragraphs)

    def test_styles_are_found_by_name_where_a_program_renumbered_them(self, desk: Desk):
        file = desk.documents.begin_own_styles()
        with zipfile.ZipFile(file) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        parts["word/styles.xml"] = (
            parts["word/styles.xml"]
            .replace(b'w:styleId="Title"', b'w:styleId="a7"')
            .replace(b'<w:sz w:val="44"/>', b'<w:sz w:val="50"/>')
        )
        with zipfile.ZipFile(file, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        made = docx.Document(io.BytesIO(desk.documents.render(policy(desk), "docx").content))
        assert made.styles["公文标题"].font.size == Pt(25)

    def test_styles_that_were_deleted_are_told_and_the_standards_serve(self, desk: Desk):
        file = desk.documents.begin_own_styles()
        styles = docx.Document(str(file))
        styles.styles["附注"].delete()
        styles.save(str(file))
        made = desk.documents.render(policy(desk), "docx")
        assert [loss for loss in made.losses if "附注" in loss]
        assert "附注" in [one.name for one in docx.Document(io.BytesIO(made.content)).styles]

    def test_file_that_is_no_docx_is_refused_with_a_sentence(self, desk: Desk):
        desk.documents.begin_own_styles().write_bytes(b"text")
        with pytest.raises(StyleFileUnusable) as caught:
            desk.documents.render(policy(desk), "docx")
        assert "不是 docx" in str(caught.value)

    def test_standard_styles_come_back(self, desk: Desk):
        standard = desk.documents.render(opened := policy(desk), "docx").content
        desk.documents.begin_own_styles().write_bytes(b"text")
        desk.documents.drop_own_styles()
        assert desk.documents.render(opened, "docx").content == standard


def test_imprint_is_on_paper_and_not_on_the_page(desk: Desk):
    opened = policy(desk)
    assert "抄送：县委办公室" in "".join(pdf_pages(desk.documents.render(opened, "pdf").content))
    page = desk.documents.page(opened)
    assert "抄送" not in page.html + page.text


def test_sheets_for_both_sides_are_asked_for_in_the_settings(desk: Desk):
    opened = policy(desk)
    for both_sides in (False, True):
        desk.save_settings(Settings(both_sides=both_sides))
        settings = docx_part(desk.documents.render(opened, "docx").content, "word/settings.xml")
        assert (settings.find("{*}mirrorMargins") is not None) == both_sides
