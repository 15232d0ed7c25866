from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from desktop_app.core.disclosure.slip import is_slip_of, slip_code
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


@pytest.fixture
def sheet(desk: Desk, tmp_path: Path) -> tuple[Path, str, str]:
    """A printed sheet, with the id and the seal of its content."""
    desk.save_settings(Settings(office_name="龙江县民政局", review_route="三级审核"))
    form = desk.catalogue.form("policy.document")
    item = desk.drafts.create(form.id)
    item = desk.drafts.save(item.id, form.spec.sample, "active", item.confidentiality, item.revision)
    opened = desk.drafts.open(item.id)
    return desk.slips.write(opened, tmp_path), item.id, opened.seal


def test_the_code_is_read_off_the_printed_sheet(desk: Desk, sheet: tuple[Path, str, str]) -> None:
    pdf, item_id, seal = sheet
    assert is_slip_of(desk.slips.code_on(pdf), item_id, seal)


@pytest.mark.parametrize("turned", [0, 3, 90, 180])
def test_it_is_read_off_a_photo_that_is_turned_noisy_and_blurred(
    desk: Desk, sheet: tuple[Path, str, str], tmp_path: Path, turned: int
) -> None:
    pdf, item_id, seal = sheet
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2.2).to_pil().convert("RGB")
    document.close()
    noise = Image.effect_noise(picture.size, 40).convert("RGB")
    photo = Image.blend(picture, noise, 0.15).rotate(turned, expand=True, fillcolor=(90, 90, 90))
    file = tmp_path / "照片.jpg"
    photo.filter(ImageFilter.GaussianBlur(0.8)).save(file, quality=70)
    assert is_slip_of(desk.slips.code_on(file), item_id, seal)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"\x89PNG broken", b"text"])
def test_where_no_code_is_to_be_seen_none_is_given(desk: Desk, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "别的文件"
    file.write_bytes(content)
    assert desk.slips.code_on(file) == ""
    assert desk.slips.code_on(tmp_path / "没有这个文件") == ""
