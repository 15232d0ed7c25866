"""Documents of a disclosure as the office's own settings want them."""

from __future__ import annotations

from typing import Any

import pytest

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
