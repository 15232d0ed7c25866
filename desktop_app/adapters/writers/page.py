"""The web page: plain semantic HTML that any site's own style can dress, and the mandated metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape

from desktop_app.adapters.writers.written import Written
from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    TableColumn,
    Title,
    cells_placed,
    plain_text,
    public_blocks,
    text_of,
)

_SUMMARY_CHARS = 120


def write_page(document: Document, page_template: str, metadata_of_page: Mapping[str, str]) -> Written:
    """Write a complete page, for export and preview; a portal makes its own around `article`.

    Args:
        page_template: `templates/pages/article.html`.
        metadata_of_page: what `metadata` returned.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
        page_template
    )
    html = template.render(
        language=document.language,
        title=document.title,
        metadata=dict(metadata_of_page),
        article=Markup(article(document)),
    )
    return Written(html.encode(), losses(document))


def article(document: Document) -> str:
    """Return the article without its title: headings from `h2`, paragraphs, tables; no office formatting."""
    return "\n".join(part for block in public_blocks(document) for part in _block(block))


def text(document: Document) -> str:
    """Return the article's words, a line a paragraph, for search and comparison."""
    return plain_text(document)


def losses(document: Document) -> tuple[str, ...]:
    """Return what pages leave out on purpose."""
    if document.layout == "notice":
        return ()
    return ("网页不印红头、红线和版记。",)


def metadata(
    document: Document,
    *,
    published_at: datetime | None = None,
    source: str = "",
    keywords: Iterable[str] = (),
    column: str = "",
    url: str = "",
) -> dict[str, str]:
    """Return the mandated names and contents of an article's `<meta>` tags, empty ones left out.

    Args:
        published_at: Beijing time; only the portal's word, never invented.
        source: 来源; the issuing office where it is empty.
        column: path of the column, parts joined with `/`.

    Source: 国办发〔2017〕47号, 网页设计规范.
    """
    given = {
        "ColumnName": column.rpartition("/")[2],
        "ArticleTitle": document.title,
        "PubDate": f"{published_at:%Y-%m-%d %H:%M}" if published_at else "",
        "ContentSource": source or document.issuer,
        "Keywords": ",".join(keywords),
        "Description": _summary(document),
        "Url": url,
    }
    return {name: content for name, content in given.items() if content}


def _summary(document: Document) -> str:
    """Return the first words of the body on one line."""
    words = "".join(
        text_of(block.runs)
        for block in public_blocks(document)
        if isinstance(block, Paragraph) and block.role == "body"
    )
    line = " ".join(words.split())
    return line if len(line) <= _SUMMARY_CHARS else line[: _SUMMARY_CHARS - 1] + "…"


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _block(block: Block) -> Iterable[str]:
    match block:
        case Title():
            return  # every site prints the title itself
        case Heading():
            yield f"<h{block.level + 1}>{_runs(block.runs)}</h{block.level + 1}>"
            if block.body:
                yield f"<p>{_runs(block.body)}</p>"
        case Paragraph(role="qr"):
            return  # a page is known by its address
        case Paragraph():
            name = "" if block.role == "body" else f' class="{block.role.replace("_", "-")}"'
            yield f"<p{name}>{_runs(block.runs)}</p>"
        case AttachmentNote():
            yield '<div class="attachments">'
            yield from (f"<p>{escape(line)}</p>" for line in block.lines())
            yield "</div>"
        case Table():
            yield from _table(block)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = "<br>".join(escape(line, quote=False) for line in run.text.split("\n"))
    return f"<strong>{words}</strong>" if run.strong else words


def _table(table: Table) -> Iterable[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{_runs(table.caption)}</caption>"
    for tag, rows in (("thead", table.header), ("tbody", table.rows), ("tfoot", table.total)):
        if rows:
            yield f"<{tag}>"
            yield from _rows(rows, table.columns, scope="col" if tag == "thead" else "row")
            yield f"</{tag}>"
    yield "</table>"


def _rows(rows: tuple[Row, ...], columns: tuple[TableColumn, ...], scope: str) -> Iterable[str]:
    made: list[list[str]] = [[] for _ in rows]
    for number, column, cell in cells_placed(rows):
        made[number].append(_cell(cell, columns[column], scope))
    return (f"<tr>{''.join(cells)}</tr>" for cells in made)


def _cell(cell: Cell, column: TableColumn, scope: str) -> str:
    align = cell.align or ("" if cell.header else column.align)
    attributes = {
        "scope": scope if cell.header else "",
        "class": "" if align == "left" else align,
        "colspan": str(cell.colspan) if cell.colspan > 1 else "",
        "rowspan": str(cell.rowspan) if cell.rowspan > 1 else "",
    }
    written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    tag = "th" if cell.header else "td"
    return f"<{tag}{written}>{_runs(cell.runs)}</{tag}>"
