"""Documents of a disclosure: composed from its public answers, written as docx, PDF, page and poster."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.core.document.blocks import Document, Title, block_lines, public_blocks
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.spec import Audience
from desktop_app.core.progress import Progress, silent
from desktop_app.services.drafts import Opened
from desktop_app.services.files import write_file
from desktop_app.settings import Settings

if TYPE_CHECKING:
    import jinja2

    from desktop_app.adapters.writers.fonts import FontSet
    from desktop_app.adapters.writers.preview import Preview
    from desktop_app.adapters.writers.written import Written

Paper = Literal["A4", "A3", "A2", "A4x2", "A4x4"]
PAPERS: Mapping[str, str] = {
    "A4": "A4",
    "A3": "A3",
    "A2": "A2",
    "A4x2": "用 2 张 A4 拼成大张",
    "A4x4": "用 4 张 A4 拼成大张",
}
"""What posters can be printed on, in the clerk's words."""
KINDS = ("docx", "pdf", "html", "poster")

_MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "poster": "application/pdf",
}
_WORDS = {"docx": "正文", "pdf": "正文", "html": "网页", "poster": "张贴版"}
OWN_STYLES = "公文样式.docx"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as a file.

    Args:
        losses: Chinese sentences about what this machine or the format could not express.
    """

    name: str
    title: str
    media_type: str
    content: bytes
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A document for the web: an article without the page around it, the same words as text, and metadata."""

    document: Document
    html: str
    text: str
    metadata: Mapping[str, str]


class Documents:
    """Composes and writes.

    Args:
        home: the folder that holds `templates/`, `resources/` and the fonts.
        office: the folder that may hold the office's own `templates/`, which go before the program's.
        settings: returns the office's choices at this moment.
        program: the folder with the fonts, where it is another than `home`.
    """

    def __init__(
        self, home: Path, office: Path, settings: Callable[[], Settings], program: Path | None = None
    ) -> None:
        self._home = home
        self._program = program or home
        self._places = (office, home)
        self._roots = [place / "templates" / "documents" for place in self._places]
        self._settings = settings

    @cached_property
    def _loader(self) -> jinja2.BaseLoader:
        import jinja2

        return jinja2.FileSystemLoader(self._roots)

    @cached_property
    def _papers(self) -> jinja2.BaseLoader:
        import jinja2

        return jinja2.FileSystemLoader([place / "templates" / "papers" for place in self._places])

    def paper(
        self, template: str, names: Mapping[str, Any], out: Path, kind: str, day: date | None = None
    ) -> Path:
        """Write an office paper of the process and return its path; its name is its title.

        Args:
            template: below `templates/papers/`, without ending.
            kind: docx or pdf.

        Raises:
            TemplateError: the template is wrong.
            FileUnwritable: the disk refuses.
        """
        made = self.paper_content(template, names, kind, day)
        return write_file(out / f"{file_stem(made.title)}.{kind}", made.content)

    def paper_content(
        self, template: str, names: Mapping[str, Any], kind: str, day: date | None = None
    ) -> Rendered:
        """Return an office paper of the process that need not come to lie on the disk.

        Raises:
            TemplateError: the template is wrong.
        """
        from desktop_app.core.document.compose import compose_paper

        office = self._settings().office_name
        document = compose_paper(
            template, {"office": office, **names}, self._papers, issuer=office, issued_on=day
        )
        return self.as_file(document, kind)

    def template_files(self, template: str) -> list[Path]:
        """Return the files of which a form's template consists: itself and the parts that it may share."""
        from desktop_app.core.document.compose import ENDING

        area = template.partition("/")[0]
        own = [root / f"{template}{ENDING}" for root in self._roots]
        shared = [file for root in self._roots for file in root.glob(f"_shared/*{ENDING}")]
        of_area = [file for root in self._roots for file in root.glob(f"{area}/_*{ENDING}")]
        return [file for file in own if file.is_file()] + shared + of_area

    def need_fonts(self) -> None:
        """Look for the fonts of PDFs now, not in the middle of the work.

        Raises:
            FontsMissing: there is no Chinese font.
        """
        _ = self._fonts

    @property
    def _fonts(self) -> FontSet:
        from desktop_app.adapters.writers.fonts import font_folders, load_fonts

        return load_fonts(font_folders(self._program))

    def document(
        self, answers: Answers, attachments: Sequence[str] = (), audience: Audience = "online"
    ) -> Document:
        """Return the document of a form's answers; what must still be filled shows as a gap.

        Args:
            attachments: titles of what goes along.
        """
        from desktop_app.core.document.compose import compose

        required = [key for key in answers.form.fields if answers.is_required(key)]
        made = compose(
            answers.form,
            answers.public_values(audience),
            self._loader,
            attachments=attachments,
            required=required,
        )
        return self._with_letterhead(made)

    def _with_letterhead(self, document: Document) -> Document:
        """Return the document with the office's own 发文机关标志 where the office alone issues it as 文件."""
        settings = self._settings()
        is_own = document.issuer == settings.office_name and not document.partners
        if not settings.letterhead or not is_own or document.layout != "red_head":
            return document
        return replace(document, mark=settings.letterhead)

    def of(self, opened: Opened, audience: Audience = "online") -> Document:
        """Return the document of a disclosure."""
        titles = [file.title or file.name for file in opened.outgoing]
        return self.document(opened.answers, titles, audience)

    def preview(self) -> Preview:
        """Return a typesetter that is kept warm for one preview."""
        from desktop_app.adapters.writers.preview import Preview

        return Preview(self._fonts)

    def calibration(self) -> bytes:
        """Return the sheet by which a printer is measured, as PDF."""
        from desktop_app.adapters.writers.calibration import write_calibration

        return write_calibration(self._fonts).content

    def page(self, opened: Opened) -> Page:
        """Return a disclosure's article for the web."""
        from desktop_app.adapters.writers import page

        document = self.of(opened)
        column = opened.form.spec.document.columns[0]
        metadata = page.metadata(document, column=column)
        return Page(document, page.article(document), _article_text(document), metadata)

    def render(self, opened: Opened, kind: str, paper: Paper = "A4", progress: Progress = silent) -> Rendered:
        """Return one document of a disclosure as a file; posters must have passed the gate before."""
        progress(f"生成{_WORDS[kind]}（{kind}）", 0.0)
        document = self.of(opened, "board" if kind == "poster" else "online")
        written = self._written(document, kind, paper, opened.item.url)
        ending = "pdf" if kind == "poster" else kind
        marked = f"（张贴版{paper}）" if kind == "poster" else ""
        name = f"{file_stem(document.title)}{marked}.{ending}"
        return Rendered(
            name, f"{document.title}{marked}", _MEDIA_TYPES[kind], written.content, written.losses
        )

    def as_file(self, document: Document, kind: str, mark: str = "") -> Rendered:
        """Return a document that was made elsewhere as a file; a mark stands behind its name."""
        written = self._written(document, kind, "A4", "")
        marked = f"（{mark}）" if mark else ""
        title, name = f"{document.title}{marked}", f"{file_stem(document.title)}{marked}.{kind}"
        return Rendered(name, title, _MEDIA_TYPES[kind], written.content, written.losses)

    def docx(self, document: Document) -> bytes:
        """Return a document as docx."""
        return self._docx(document).content

    def _written(self, document: Document, kind: str, paper: Paper, url: str) -> Written:
        match kind:
            case "docx":
                return self._docx(document)
            case "pdf":
                from desktop_app.adapters.writers.typst_pdf import write_pdf

                return write_pdf(document, self._fonts, mirrored=self._settings().both_sides)
            case "poster":
                from desktop_app.adapters.writers.poster import write_poster

                return write_poster(document, self._fonts, paper=paper, url=url)
            case _:
                return self._html(document)

    def _docx(self, document: Document) -> Written:
        from desktop_app.adapters.writers.docx import write_docx
        from desktop_app.adapters.writers.fonts import office_font_losses
        from desktop_app.core.document.gbt9704 import FONT_NAMES, Face

        chosen = {Face(kind): name for kind, name in self._settings().fonts.items()}
        base, lacking = self._base()
        names = {**FONT_NAMES, **chosen}
        written = write_docx(document, base, names, mirrored=self._settings().both_sides)
        return replace(written, losses=(*office_font_losses(document, names), *lacking))

    def _base(self) -> tuple[bytes, tuple[str, ...]]:
        """Return the file that a docx begins as, in the office's own styles where it has some, and what these lack."""
        base = (self._home / "resources" / "style" / "base.docx").read_bytes()
        if not self.own_styles.is_file():
            return base, ()
        from desktop_app.adapters.writers.docx_reference import with_styles

        styled, lacking = with_styles(base, self.own_styles.read_bytes())
        names = f"样式文件里没有这些样式，按标准的来：{'、'.join(lacking)}。"
        return styled, (names,) if lacking else ()

    @property
    def own_styles(self) -> Path:
        """The office's own style file, whether it is there or not."""
        return self._places[0] / OWN_STYLES

    def begin_own_styles(self) -> Path:
        """Write the style file to begin from, unless the office has one, and return it.

        Raises:
            FileUnwritable: the disk refuses.
        """
        if self.own_styles.is_file():
            return self.own_styles
        from desktop_app.adapters.writers.docx_reference import style_file

        base = (self._home / "resources" / "style" / "base.docx").read_bytes()
        return write_file(self.own_styles, style_file(base))

    def drop_own_styles(self) -> None:
        """Go back to the standard's styles; the office's file is kept under another name."""
        if self.own_styles.is_file():
            self.own_styles.replace(self.own_styles.with_suffix(".old.docx"))

    def _html(self, document: Document) -> Written:
        from desktop_app.adapters.writers import page

        template = (self._home / "templates" / "pages" / "article.html").read_text("utf-8")
        return page.write_page(document, template, page.metadata(document))

    def write(
        self, opened: Opened, out: Path, kind: str, paper: Paper = "A4", progress: Progress = silent
    ) -> Path:
        """Write one document into a folder and return its path.

        Raises:
            FileUnwritable: the disk refuses.
        """
        return self.keep(self.render(opened, kind, paper, progress), out)

    def keep(self, rendered: Rendered, out: Path) -> Path:
        """Write a finished document into a folder and return its path.

        Raises:
            FileUnwritable: the disk refuses.
        """
        return write_file(out / rendered.name, rendered.content)


def _article_text(document: Document) -> str:
    """Return the article's words; its title stands apart on every site."""
    return "".join(
        f"{line}\n"
        for block in public_blocks(document)
        if not isinstance(block, Title)
        for line in block_lines(block)
    )


def file_stem(title: str) -> str:
    """Return a title as the name of a file: no characters that a system or a portal refuses."""
    return re.sub(r'[\\/:*?"<>|#%&+\s]', "", title)[:_LONGEST_NAME] or "文书"
