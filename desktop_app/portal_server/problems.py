"""Refusals, as RFC 9457 problem details with a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel


class ProblemDetails(BaseModel):
    """What went wrong and what to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""


class Problem(Exception):
    """The request is refused.

    Args:
        status: HTTP status.
        slug: stable English name of the kind of refusal.
        title: the kind, in Chinese.
        detail: one Chinese sentence: what, where, what to do.
        headers: further response headers.
    """

    def __init__(
        self, status: int, slug: str, title: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})

    def details(self, instance: str) -> ProblemDetails:
        """Return the body of the answer; `instance` is the path that was asked for."""
        return ProblemDetails(
            type=f"urn:gongkai:portal:{self.slug}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            instance=instance,
        )


def not_found(what: str) -> Problem:
    """Return the refusal for something that is not here."""
    return Problem(404, "not-found", "没有找到", f"本门户没有{what}，请核对后再试。")


def unusable(slug: str, detail: str) -> Problem:
    """Return the refusal for a submission that is understood and cannot be taken as it is."""
    return Problem(422, slug, "内容不合要求", detail)
