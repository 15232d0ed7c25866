"""An answer as one document that JMESPath can ask: status, headers, JSON body, and what a page of HTML holds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jmespath
import jmespath.exceptions
import msgspec

from desktop_app.adapters.portals.http import Answer

_MOST_TEXT = 2_000_000


def document_of(answer: Answer) -> dict[str, Any]:
    """Return what conditions and values are asked of.

    Returns:
        `status`, `url` (after redirects), `headers` (lower-case names), `body` (JSON, or null), `text`, and of a
        page of HTML `inputs` (name to value), `links` (`href` and `text`) and `metas` (name to content).
    """
    text = answer.content[:_MOST_TEXT].decode("utf-8", "replace")
    body = _json(answer.content)
    document: dict[str, Any] = {
        "status": answer.status,
        "url": answer.url,
        "headers": dict(answer.headers),
        "body": body,
        "text": text,
        "inputs": {},
        "links": [],
        "metas": {},
    }
    return document if body is not None else document | _page(answer.content)


def ask(expression: str, document: dict[str, Any]) -> Any:
    """Return what an expression finds; an expression that does not fit the answer finds nothing."""
    try:
        return compiled(expression).search(document)
    except jmespath.exceptions.JMESPathError:
        return None


@lru_cache(maxsize=512)
def compiled(expression: str) -> Any:
    """Return the expression, understood once; JMESPathError where it is none."""
    return jmespath.compile(expression)


def _json(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _page(content: bytes) -> dict[str, Any]:
    from desktop_app.adapters.portals.published import parsed

    root = parsed(content)
    if root is None:
        return {}
    return {
        "inputs": {
            one.get("name"): one.get("value", "") for one in root.iter("input", "textarea") if one.get("name")
        },
        "links": [{"href": one.get("href"), "text": one.text_content().strip()} for one in root.iter("a")],
        "metas": {one.get("name"): one.get("content", "") for one in root.iter("meta") if one.get("name")},
    }
