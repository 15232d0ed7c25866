"""When and where a photo was taken."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_app.adapters.readers.exif import taken
from desktop_app.core.board.evidence import Taken
from tests.services.photographs import photograph


def test_time_and_place_are_read_as_the_phone_wrote_them() -> None:
    found = taken(photograph(datetime(2026, 11, 24, 9, 30), (47.3371, 123.1801)))
    assert found.at == datetime(2026, 11, 24, 9, 30)
    assert found.latitude == pytest.approx(47.3371, abs=1e-5)
    assert found.longitude == pytest.approx(123.1801, abs=1e-5)


def test_a_photo_may_say_one_of_them_or_neither() -> None:
    assert taken(photograph(datetime(2026, 11, 24))).latitude is None
    assert taken(photograph()) == Taken()


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MM\0*", b"GIF89a" + b"\0" * 20])
def test_what_is_damaged_says_nothing(content: bytes) -> None:
    assert taken(content) == Taken()
