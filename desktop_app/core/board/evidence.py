"""Whether a photo fits the record that it is to prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt

from desktop_app.core.board.place import Place
from desktop_app.core.board.records import STAGE_WORDS, Stage
from desktop_app.core.calendar.wording import full

NEAR_M = 300
"""Metres: so far a phone in a village street may be wrong, and so large a village square is."""
_EARTH_M = 6_371_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What a camera wrote beside the picture.

    Args:
        at: Beijing time without a zone.
        latitude, longitude: degrees; both None where there is none.
    """

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def remarks(
    taken: Taken, stage: Stage, place: Place, posted_on: date, today: date, down_on: date | None = None
) -> tuple[str, ...]:
    """Say where a photo does not fit its record, in Chinese sentences.

    Args:
        down_on: the day on which the sheet came down; None while it hangs.
    """
    found = (_time(taken.at, stage, posted_on, today, down_on), _place(taken, place))
    return tuple(one for one in found if one)


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return metres between two points given in degrees (haversine; the earth as a ball)."""
    (north, east), (other_north, other_east) = (
        (radians(latitude), radians(longitude)) for latitude, longitude in (one, other)
    )
    half = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH_M * asin(sqrt(half))


def _time(at: datetime | None, stage: Stage, posted_on: date, today: date, down_on: date | None) -> str:
    word = STAGE_WORDS[stage]
    if at is None:
        return f"照片里没有拍摄时间，不能证明是{word}拍的。"
    day, last = at.date(), down_on or today
    if day > today:
        return f"照片的拍摄时间 {full(day)}晚于今天，请核对相机的时间。"
    if stage is Stage.POSTED and day != posted_on:
        return f"照片拍于 {full(day)}，不是张贴当日（{full(posted_on)}）。"
    if stage is not Stage.POSTED and not posted_on <= day <= last:
        return f"照片拍于 {full(day)}，不在张贴期间（{full(posted_on)}至 {full(last)}）。"
    if stage is Stage.BEFORE_TAKING_DOWN and day != last:
        return f"照片拍于 {full(day)}，不是取下当日（{full(last)}）。"
    return ""


def _place(taken: Taken, place: Place) -> str:
    if taken.latitude is None or taken.longitude is None:
        return "照片里没有拍摄地点，不能核对是不是在这个公示栏拍的。"
    if place.latitude is None or place.longitude is None:
        return f"“{place}”没有登记位置，照片的拍摄地点没法核对。"
    metres = distance_m((taken.latitude, taken.longitude), (place.latitude, place.longitude))
    if metres <= NEAR_M:
        return ""
    far = f"{metres / 1000:.1f} 公里" if metres >= 1000 else f"{metres:.0f} 米"
    return f"照片的拍摄地点离“{place}”约 {far}，请核对。"
