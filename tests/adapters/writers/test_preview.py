from __future__ import annotations

import pytest

from desktop_app.adapters.writers.preview import Preview, field_places
from desktop_app.core.document.gbt9704 import PAGE_HEIGHT, PAGE_WIDTH, points
from desktop_app.core.document.paper import paper_text
from tests.adapters.writers.reading import bare, pdf_pages
from tests.core.document.sample import NOTICE_VALUES, notice, rows


def test_preview_shows_what_was_written_last(fonts):
    preview = Preview(fonts)
    preview.render(notice())
    changed = notice({**NOTICE_VALUES, "town": "龙江镇", "list": rows(1)})
    pages = pdf_pages(preview.render(changed).pdf)
    said = "".join(bare(page).replace(f"—{number}—", "") for number, page in enumerate(pages, 1))
    assert said == bare(paper_text(changed))


def test_pages_have_their_sizes(fonts):
    rendered = Preview(fonts).render(notice())
    assert len(rendered.page_sizes) == len(pdf_pages(rendered.pdf))
    width, height = rendered.page_sizes[0]
    assert (width, height) == (
        pytest.approx(points(PAGE_WIDTH), abs=0.1),
        pytest.approx(points(PAGE_HEIGHT), abs=0.1),
    )


def test_answers_and_gaps_are_found_where_they_stand(fonts):
    rendered = Preview(fonts).render(notice({**NOTICE_VALUES, "tel": ""}))
    places = {place.field: place.box for place in field_places(rendered, 0)}
    assert {"title", "tel", "list.0.name"} <= places.keys()
    left, bottom, right, top = places["tel"]
    assert left < right
    assert bottom < top
    assert places["title"][1] > top  # the title stands above
