from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop_app.core.disclosure.slip import slip_code
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings


def _text(pdf: Path) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range() for page in pages).split())


@pytest.mark.parametrize("route", ["一人审核", "三级审核"])
def test_the_sheet_is_prefilled_and_names_every_reader_of_the_route(desk: Desk, tmp_path: Path, route: str):
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", review_route=route))
    form = desk.catalogue.form("policy.document")
    item = desk.drafts.create(form.id)
    item = desk.drafts.save(item.id, form.spec.sample, "active", item.confidentiality, item.revision)
    opened = desk.drafts.open(item.id)

    text = _text(desk.slips.write(opened, tmp_path))

    expected = [
        "龙江县民政局",
        item.title,
        "主动公开",
        "李经办",
        *(step.name for step in desk.routes.of(form.id).steps),
    ]
    assert [word for word in expected if word.replace(" ", "") not in text] == []
    assert slip_code(opened.seal).replace(" ", "") in text


def test_the_sheet_is_one_page(desk: Desk, tmp_path: Path):
    desk.save_settings(Settings(office_name="龙江县民政局", review_route="三级审核"))
    form = desk.catalogue.form("market-supervision.penalty-publicity")
    item = desk.drafts.create(form.id)
    desk.drafts.save(item.id, form.spec.sample, "active", item.confidentiality, item.revision)

    pdf = desk.slips.write(desk.drafts.open(item.id), tmp_path)

    assert len(pypdfium2.PdfDocument(pdf)) == 1
