"""What the templates of a portal's steps know, and what they may call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from desktop_app.adapters.portals.recipe.spec import Words
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.submission import Submission, SubmittedFile

if TYPE_CHECKING:
    import jinja2

_ITEM = frozenset(
    {"key", "title", "column", "column_id", "area", "form", "issuer", "html", "text", "issued_on", "doc_no"}
    | {"metadata", "digest", "replaces", "reason", "today", "files", "base_url"}
)
_OLD = frozenset({"old_file", "old_files", "base_url"})

KNOWN: Mapping[str, frozenset[str]] = {
    "sign_in": frozenset({"user", "password", "base_url"}),
    "fields": _ITEM,
    "find": frozenset({"key", "base_url"}),
    "upload": _ITEM | {"file"},
    "create": _ITEM | {"page", "original_url"},
    "publish": _ITEM | _OLD | {"page", "original_url"},
    "replace": _ITEM | _OLD | {"page"},
    "withdraw": _OLD | {"key", "reason", "today", "title", "statement"},
    "hand": _ITEM,
    "exchange": _ITEM,
    "relate": _OLD | {"reason", "today", "title", "correction_url", "noted_page"},
}
"""What the templates of each verb know; what `find` took is known to the last four too, `fields` wherever an item is.

`page` and `statement` are the article and the withdrawal's words with our marks, `noted_page` is the original's page
with a sentence about its correction.
"""


class TemplateFault(UserError):
    """A template in a portal's profile cannot be filled."""

    code = "P202"
    hint = "请对照 docs/portals.md 修改门户设置，再用 gongkai lint 检查。"


def steady(html: str) -> str:
    """Return HTML whose words a beautifying portal leaves alone.

    Straight quotes, runs of hyphens and dots, `3x4` and square brackets become numeric references: readers see the
    same characters, and filters such as WordPress's `wptexturize` and its shortcodes do not.
    """
    pieces = re.split(r"(<[^>]*>)", html)
    return "".join(piece if piece.startswith("<") else _REACHED.sub(_reference, piece) for piece in pieces)


_REACHED = re.compile(
    r"&quot;|&#x27;|&#39;|['\"\[\]{}]|-{2,}|(?<= )-(?= )|\.{3,}|(?<=\d)[xX](?=\d)|:(?=//)|\((?=\w+\))"
)
_NAMED = {"&quot;": '"', "&#x27;": "'", "&#39;": "'"}


def _reference(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in _NAMED.get(found[0], found[0]))


def listed(rows: Iterable[Mapping[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Return the rows with these names alone."""
    return [{name: row[name] for name in names} for row in rows]


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Return the sandbox of all templates."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters |= {"steady": steady, "listed": listed, "quoted": lambda text: quote(str(text), safe="")}
    made.globals = {}
    return made


def filled(part: Any, names: Mapping[str, Any]) -> Any:
    """Return a part of a request with its templates filled.

    Raises:
        TemplateFault: a template asks for what is not known.
    """
    if isinstance(part, str):
        return _filled_text(part, names)
    if isinstance(part, Mapping):
        return {key: filled(value, names) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [filled(value, names) for value in part]
    return part


def text_of(value: Any) -> str:
    """Return a value as it stands in an address or a form; None is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _filled_text(text: str, names: Mapping[str, Any]) -> Any:
    from jinja2 import TemplateError

    try:
        alone = alone_expression(text)
        if alone is not None:
            return _known(_compiled_expression(alone)(**names), text)
        return _compiled(text).render(**names) if "{" in text else text
    except (TemplateError, TypeError, KeyError, ValueError) as error:
        raise TemplateFault(f"门户设置里的“{text[:60]}”填不出来（{error}）。") from error


def _known(value: Any, text: str) -> Any:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        raise TemplateFault(f"门户设置里的“{text[:60]}”填不出来：没有这个名称。")
    return value


def alone_expression(text: str) -> str | None:
    """Return the expression where a text is one `{{ … }}` and nothing else."""
    found = re.fullmatch(r"\s*\{\{((?:(?!\}\}|\{\{).)*)\}\}\s*", text, re.DOTALL)
    return found[1] if found else None


@lru_cache(maxsize=512)
def _compiled(text: str) -> jinja2.Template:
    return environment().from_string(text)


@lru_cache(maxsize=512)
def _compiled_expression(source: str) -> Any:
    return environment().compile_expression(source, undefined_to_none=False)


def is_true(source: str, names: Mapping[str, Any]) -> bool:
    """Say whether a condition over the known names holds; a name without a value does not."""
    from jinja2 import TemplateError

    try:
        return bool(_compiled_expression(source)(**names))
    except (TemplateError, TypeError) as error:
        raise TemplateFault(f"门户设置里的条件“{source[:60]}”算不出来（{error}）。") from error


def marked_article(
    key: str,
    title: str,
    digest: str,
    html: str,
    files: Iterable[Mapping[str, Any]],
    note: str = "",
    at: str = "",
) -> str:
    """Return the article with the marks by which it is found again and read back.

    Args:
        files: as the steps know them, with `url`, and `id` where the portal gives one.
        note: a sentence for readers above the article, such as why it was replaced.
        at: when it was sent, for portals that do not say when they took it in.
    """
    links = "".join(
        f'<li><a data-file="{escape(one["name"])}" data-id="{escape(str(one.get("id", "")))}" '
        f'href="{escape(str(one.get("url", "")))}">{escape(one["title"])}</a></li>'
        for one in files
    )
    listing = f"<h2>附件</h2><ul>{links}</ul>" if links else ""
    said = f'<p data-note="1">{escape(note)}</p>' if note else ""
    marks = f'data-key="{escape(key)}" data-digest="{digest}" data-title="{escape(title)}" data-at="{at}"'
    return f'<div {marks}>{said}<div data-part="article">{html}</div>{listing}</div>'


def marked_statement(key: str, title: str, digest: str, reason: str, day: str, at: str) -> str:
    """Return what stands in a withdrawn item's place.

    Args:
        at: when the item itself had been taken in.
    """
    marks = f'data-key="{escape(key)}" data-digest="{digest}" data-title="{escape(title)}" data-at="{at}"'
    marks += ' data-withdrawn="1"'
    return f"<div {marks}><p>本信息已撤回。理由：{escape(reason)}。日期：{escape(day)}。</p></div>"


def noted(page: str, words: str, url: str) -> str:
    """Return an article that bears our marks with a sentence for its readers, which takes an earlier one's place.

    Args:
        url: where more can be read.
    """
    plain = re.sub(r'<p data-note="1">.*?</p>', "", page, flags=re.DOTALL)
    link = f'<a href="{escape(url)}">{escape(url)}</a>'
    note = f'<p data-note="1">{escape(words)}{link}</p>'
    return re.sub(r"(<\w+ [^>]*data-key=[^>]*>)", lambda found: found[1] + note, plain, count=1)


def item_names(submission: Submission, column_id: Words) -> dict[str, Any]:
    """Return what templates know of an item.

    Args:
        column_id: what the portal calls its column.
    """
    return {
        "key": submission.key,
        "title": submission.title,
        "column": submission.column,
        "column_id": column_id,
        "area": submission.form.partition(".")[0],
        "form": submission.form,
        "issuer": submission.issuer,
        "html": submission.html,
        "text": submission.text,
        "issued_on": submission.issued_on and submission.issued_on.isoformat(),
        "doc_no": submission.doc_no,
        "metadata": dict(submission.metadata),
        "digest": submission.digest,
        "replaces": submission.replaces,
        "reason": submission.reason,
        "files": [_file_names(file) for file in submission.files],
    }


def _file_names(file: SubmittedFile) -> dict[str, Any]:
    ending = ending_of(file.name)
    return {
        "name": file.name,
        "title": file.title,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "size": len(file.content),
        "offset": 0,
        "ending": ending,
        "safe_name": f"{file.sha256[:16]}.{ending}",
    }


def ending_of(name: str) -> str:
    """Return a file name's ending, lower case without its dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def column_of(columns: Mapping[str, Words], submission: Submission) -> Words:
    """Return what the portal calls an item's column.

    The longest beginning of the column's path that is named counts, then the item's area (`area:finance`), then `*`.
    """
    path, area = submission.column, submission.form.partition(".")[0]
    parts = path.split("/")
    for length in range(len(parts), 0, -1):
        known = columns.get("/".join(parts[:length]))
        if known is not None:
            return known
    return columns.get(f"area:{area}", columns.get("*", path))
