"""The shape of a portal described by data, read strictly; `docs/portals.md` teaches it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

Words = str | int
SIGNED_OUT = "status == `401` || status == `403`"


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Certificate(_Strict, frozen=True, kw_only=True):
    """The client's own certificate, shown beside any other sign-in.

    Args:
        file: PEM file with the certificate, and the key where `key` is empty.
        secret: name of the key's passphrase among the secrets; empty for none.
    """

    file: str
    key: str = ""
    secret: str = ""


class NoSignIn(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="none"):
    """Nothing is asked."""


class BasicSignIn(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="basic"):
    """Name and password in each request (RFC 7617).

    Args:
        secret: name of the password among the secrets; the password never stands in the file.
    """

    user: str
    secret: str


class ApplicationPassword(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="application_password"):
    """A password made for this program alone, as WordPress gives it out; its blanks do not count."""

    user: str
    secret: str


class BearerSignIn(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="bearer"):
    """A fixed token in each request.

    Args:
        before: what stands before the token, blank included.
    """

    secret: str
    header: str = "Authorization"
    before: str = "Bearer "


class OAuthSignIn(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="oauth2"):
    """A token fetched with the program's own credentials (RFC 6749 4.4), again when it has run out."""

    token_path: str
    client_id: str
    secret: str
    scope: str = ""
    credentials: Literal["header", "body"] = "header"


class Request(_Strict, frozen=True, kw_only=True):
    """One request; every text in it is a template.

    Args:
        path: below the base address, with its slash; a whole address is allowed on the same host only.
        query: names to templates; an empty result leaves the name out.
        json: body, whose texts are templates; a text that is one `{{ … }}` alone keeps its kind.
        form: body as a browser's form sends it.
        content: body as it stands; `file` for the file's bytes, `rest` for those that have not arrived yet.
        parts: body as a browser's form with a file sends it; `file` for the file's bytes.
        follow: whether redirections are followed, as after a form was sent.
    """

    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str
    query: dict[str, Words] = {}
    headers: dict[str, str] = {}
    json: Any = None
    form: dict[str, Words] | None = None
    content: str | None = None
    parts: dict[str, Words] | None = None
    follow: bool = False


class Step(_Strict, frozen=True, kw_only=True):
    """A request and how its answer is understood; all conditions and values are JMESPath over the answer.

    Args:
        when: expression over the names that are known; the step is left out where it is not true.
        each: what the step is repeated for: `old_file` once for every file of the earlier copy.
        success: the step has done what it should; an answer of 2xx where empty.
        absent: what was looked for is not there.
        again: try again later.
        refused: the portal understood and will never take this; an answer below 500 with a `message` where empty.
        take: names to values; they are known to every later step.
        message: the portal's own words where it refuses.
    """

    name: str = ""
    request: Request
    when: str = ""
    each: Literal["", "old_file"] = ""
    success: str = ""
    absent: str = ""
    again: str = ""
    refused: str = ""
    take: dict[str, str] = {}
    message: str = ""


class FormSignIn(_Strict, frozen=True, kw_only=True, tag_field="kind", tag="form"):
    """A form as a browser fills it: cookies and hidden fields such as a CSRF token are carried along.

    Args:
        user: what the templates know as `user`; the password is known as `password`.
    """

    user: str
    secret: str
    steps: tuple[Step, ...]


SignIn = NoSignIn | BasicSignIn | ApplicationPassword | BearerSignIn | OAuthSignIn | FormSignIn


class Upload(_Strict, frozen=True, kw_only=True):
    """How one file goes up; names that its steps take belong to the file: `file.url`.

    Args:
        look: finds a copy that an earlier attempt sent; skipped where empty.
        begun: takes `offset`, how many bytes of a large file an attempt that was cut has left at the portal; skipped
            where empty. `send` then goes on from there.
    """

    look: tuple[Step, ...] = ()
    begun: tuple[Step, ...] = ()
    send: tuple[Step, ...]


class ReadBack(_Strict, frozen=True, kw_only=True):
    """How the public page is read, as any citizen gets it; XPath, with the marks that our pages bear.

    Args:
        title: gives the title's element or attribute.
        article: gives the element that holds the article and nothing else.
    """

    title: str = "//meta[@name='ArticleTitle']/@content"
    article: str = "//*[@data-part='article']"


class Steps(_Strict, frozen=True, kw_only=True):
    """The portal's verbs. What `find` must take: `remote_id`, `url`; it may take more.

    Args:
        find: looks for an earlier copy by `key`. It may take `received_at`, `digest`, `withdrawn` (true or false),
            `complete` (false: made, but not public yet), or `page`, the HTML from which our marks are read.
        create: makes the item; where `publish` follows, still hidden.
        publish: makes public what `find` finds.
        replace: puts the new content where `find` found the old one.
        withdraw: leaves a statement with the reason in the item's place.
        relate: tells readers of the original that a correction exists.
    """

    find: tuple[Step, ...]
    upload: Upload | None = None
    create: tuple[Step, ...]
    publish: tuple[Step, ...] = ()
    replace: tuple[Step, ...] = ()
    withdraw: tuple[Step, ...] = ()
    relate: tuple[Step, ...] = ()
    read_back: ReadBack = ReadBack()


class Limits(_Strict, frozen=True, kw_only=True):
    """What the portal takes; 0 and an empty list mean no limit.

    Args:
        endings: of files, lower case without a dot.
        at_once: how many items may be sent at the same time.
    """

    file_mb: int = 0
    files: int = 0
    title_chars: int = 0
    article_chars: int = 0
    endings: tuple[str, ...] = ()
    at_once: Annotated[int, msgspec.Meta(ge=1, le=8)] = 1


class ExchangeForm(_Strict, frozen=True):
    """How the portal wants an item described in a package that is carried to it.

    Args:
        name: of the file, ending in `.xml` or `.json`.
        template: of its content.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]+\.(xml|json)$")]
    template: str


class System(_Strict, frozen=True, kw_only=True):
    """What all portals of one make have in common; a profile says `system: wordpress` and adds its own.

    Args:
        fields: names to templates, known to every step: the mapping from our words to the portal's.
        signed_out: JMESPath that is true of an answer which asks to sign in.
        exchange: how a package describes its item; the program's own form where None.
    """

    title: str = ""
    exchange: ExchangeForm | None = None
    fields: dict[str, Words] = {}
    limits: Limits = Limits()
    steps: Steps
    signed_out: str = SIGNED_OUT
