"""The review route (审签流程): who reads a disclosure before it leaves, in which order.

Offices read three times (三审): section head, confidentiality reviewer, leader in charge. The county sets a route for
each disclosure type; the confidentiality review always comes first (《保守国家秘密法实施条例》第四十二条).
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.shapes import shaped


class RouteError(UserError):
    """A file of review routes cannot be used."""

    code = "R110"
    hint = "请照 docs/review.md 的样子改正审签流程文件。"


class ReviewStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One reading and its signature.

    Args:
        id: stable; the story refers to it.
        name: what the office calls it (科室负责人审核).
    """

    id: str
    name: str


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The readings of some disclosure types, in their order; the first one is the confidentiality review.

    Args:
        name: what settings call it.
        forms: patterns of form ids, `finance.*`; the first route that fits a form is its route.
    """

    name: str
    steps: tuple[ReviewStep, ...]
    forms: tuple[str, ...] = ("*",)

    def step(self, step_id: str) -> ReviewStep | None:
        """Return a step by its id."""
        return next((step for step in self.steps if step.id == step_id), None)


class RoutesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `routes.yaml`."""

    routes: tuple[Route, ...]


def read_routes(data: Any, name: str) -> tuple[Route, ...]:
    """Return the routes of a file.

    Args:
        data: its content as plain data.
        name: of the file, for messages.

    Raises:
        RouteError: it has another shape, a route without steps, or one step twice.
    """
    try:
        routes = shaped(data, RoutesFile).routes
    except msgspec.ValidationError as error:
        raise RouteError(f"审签流程文件“{name}”写得不对（{error}）。") from error
    for route in routes:
        ids = [step.id for step in route.steps]
        if not ids:
            raise RouteError(f"审签流程“{route.name}”一步也没有。")
        if len(set(ids)) != len(ids):
            raise RouteError(f"审签流程“{route.name}”里有两步的 id 相同。")
    return routes


def route_for(form: str, routes: Sequence[Route]) -> Route | None:
    """Return the first route whose patterns fit a form."""
    return next((one for one in routes if any(fnmatchcase(form, pattern) for pattern in one.forms)), None)
