"""Every fault of a portal's profile that a machine can see, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jmespath.exceptions
import msgspec

from desktop_app.adapters.portals.profile import (
    AssistedProfile,
    HttpProfile,
    PortalProfile,
    ProfileError,
    read_profile,
    shape_faults_like,
    with_system,
)
from desktop_app.adapters.portals.recipe.answers import compiled
from desktop_app.adapters.portals.recipe.names import KNOWN, environment
from desktop_app.adapters.portals.recipe.spec import (
    FormSignIn,
    ReadBack,
    Request,
    Step,
    Steps,
    System,
    Upload,
)
from desktop_app.core.forms.source import Fault, Source
from desktop_app.core.forms.source import Path as Place
from desktop_app.core.shapes import shaped

_BARE = System(steps=Steps(find=(), create=(), read_back=ReadBack(title="", article="")))
"""For profiles that have templates and no steps."""
_OF_FOUND = ("publish", "replace", "withdraw", "relate")
_WITH_FIELDS = ("upload", "create", "publish", "replace")


def lint_profile(text: str, file: str, name: str, systems: Sequence[Path] = ()) -> list[Fault]:
    """Return the faults of a portal's profile, in the order of its lines.

    Args:
        name: what the file's own name demands.
        systems: folders with an office's own makes of portals.
    """
    try:
        profile = read_profile(text, file, systems)
    except ProfileError as error:
        return list(error.faults)
    source = Source(text, file)
    faults = [] if profile.name == name else [source.fault(("name",), f"name 要与文件名相同，应为“{name}”。")]
    if isinstance(profile, HttpProfile):
        merged, _ = with_system(source, systems)
        source.data = merged
        faults += _Linter(source, profile.make, profile).faults()
    if profile.exchange is not None:
        known = KNOWN["exchange"] | set(getattr(profile, "fields", {}))
        faults += _Linter(source, _BARE).text(("exchange", "template"), profile.exchange.template, known)
    if isinstance(profile, AssistedProfile):
        faults += _pieces_faults(source, profile)
    return sorted(faults, key=lambda fault: fault.line)


def _pieces_faults(source: Source, profile: AssistedProfile) -> Iterator[Fault]:
    """Look at the pieces that a person carries."""
    linter = _Linter(source, System(steps=Steps(find=(), create=(), read_back=profile.read_back)))
    for number, piece in enumerate(profile.pieces):
        here = ("pieces", number)
        if piece.put != "files" and not piece.value:
            yield source.fault(here, f"“{piece.label}”要写 value，或者写 put: files。")
        yield from linter.text((*here, "value"), piece.value, KNOWN["hand"])
        if piece.when:
            yield from linter.text((*here, "when"), "{{" + piece.when + "}}", KNOWN["hand"])
    yield from linter.marks(("read_back",))


def lint_system(text: str, file: str) -> list[Fault]:
    """Return the faults of a file that describes a make of portals, in the order of its lines."""
    source = Source(text, file)
    faults = source.faults or shape_faults_like(source, source.data, System)
    if not faults:
        faults = list(_Linter(source, shaped(source.data, System, strict=False)).faults())
    return sorted(faults, key=lambda fault: fault.line)


class _Linter:
    """Looks at templates, expressions and names of a file whose shape is right."""

    def __init__(self, source: Source, make: System, profile: PortalProfile | None = None) -> None:
        self._source = source
        self._make = make
        self._profile = profile

    def faults(self) -> list[Fault]:
        """Return all of them."""
        return [
            *self._texts(("fields",), self._make.fields, KNOWN["fields"]),
            *self._expression(("signed_out",), self._make.signed_out),
            *self._sign_in(),
            *self._verbs(),
            *self.marks(("steps", "read_back")),
        ]

    def _sign_in(self) -> Iterator[Fault]:
        sign_in = getattr(self._profile, "sign_in", None)
        if isinstance(sign_in, FormSignIn):
            yield from self._chain(("sign_in", "steps"), sign_in.steps, set(KNOWN["sign_in"]))

    def _verbs(self) -> Iterator[Fault]:
        steps = self._make.steps
        fields = set(self._make.fields)
        found = set(KNOWN["find"])
        yield from self._chain(("steps", "find"), steps.find, found)
        yield from self._needed(steps.find)
        if steps.upload is not None:
            known = KNOWN["upload"] | fields
            for part in ("look", "begun", "send"):
                yield from self._chain(("steps", "upload", part), getattr(steps.upload, part), set(known))
            yield from self._resumed(steps.upload)
        for verb in ("create", *_OF_FOUND):
            known = KNOWN[verb] | (fields if verb in _WITH_FIELDS else set())
            known |= found if verb in _OF_FOUND else set()
            yield from self._chain(("steps", verb), getattr(steps, verb), set(known))

    def _resumed(self, upload: Upload) -> Iterator[Fault]:
        taken = {name for step in upload.begun for name in step.take}
        if upload.begun and "offset" not in taken:
            yield self._source.fault(("steps", "upload", "begun"), "begun 要在 take 里取出 offset。")
        sends_rest = any(step.request.content == "rest" for step in upload.send)
        if sends_rest != bool(upload.begun):
            yield self._source.fault(
                ("steps", "upload"), "begun 和 content: rest 要一起写：先问已传多少，再传剩下的。"
            )

    def _needed(self, find: Sequence[Step]) -> Iterator[Fault]:
        taken = {name for step in find for name in step.take}
        for name in ("remote_id", "url"):
            if name not in taken:
                yield self._source.fault(("steps", "find"), f"find 要在 take 里取出 {name}。")
        if not any(step.absent for step in find):
            yield self._source.fault(("steps", "find"), "find 要用 absent 写明怎样算门户上没有这一件。")

    def _chain(self, place: Place, steps: Sequence[Step], known: set[str]) -> Iterator[Fault]:
        """Look at steps one after the other; what one takes is known to the next."""
        for number, step in enumerate(steps):
            here = (*place, number)
            if step.when:
                yield from self.text((*here, "when"), "{{" + step.when + "}}", known)
            yield from self._request((*here, "request"), step.request, known)
            for name in ("success", "absent", "again", "refused", "message"):
                yield from self._expression((*here, name), getattr(step, name))
            for name, expression in step.take.items():
                yield from self._expression((*here, "take", name), expression)
            known.update(step.take)

    def _request(self, place: Place, request: Request, known: set[str]) -> Iterator[Fault]:
        bodies = [key for key in ("json", "form", "content", "parts") if getattr(request, key) is not None]
        if len(bodies) > 1:
            yield self._source.fault(place, f"请求的内容只能写一种，这里写了 {'、'.join(bodies)}。")
        if not request.path.startswith(("/", "{{")):
            yield self._source.fault((*place, "path"), "path 要以 / 开头，写门户首页之后的部分。")
        parts = msgspec.structs.asdict(request)
        for name in ("path", "query", "headers", "json", "form", "content", "parts"):
            yield from self._texts((*place, name), parts[name], known)

    def _texts(self, place: Place, part: Any, known: set[str] | frozenset[str]) -> Iterator[Fault]:
        if isinstance(part, str):
            yield from self.text(place, part, known)
        elif isinstance(part, Mapping):
            for key, value in part.items():
                yield from self._texts((*place, key), value, known)
        elif isinstance(part, list | tuple):
            for number, value in enumerate(part):
                yield from self._texts((*place, number), value, known)

    def text(self, place: Place, text: str, known: set[str] | frozenset[str]) -> Iterator[Fault]:
        """Look at one template: its writing, and whether all its names are known."""
        from jinja2 import TemplateSyntaxError, meta

        try:
            tree = environment().parse(text)
            environment().compile(text)
        except TemplateSyntaxError as error:
            yield self._source.fault(place, f"“{text[:40]}”写法有误（{error.message}）。")
            return
        for name in sorted(meta.find_undeclared_variables(tree) - known):
            yield self._source.fault(place, f"这一步不知道“{name}”{_similar(name, known)}。")

    def _expression(self, place: Place, expression: str) -> Iterator[Fault]:
        if not expression:
            return
        try:
            compiled(expression)
        except jmespath.exceptions.JMESPathError as error:
            reason = str(error).splitlines()[0]
            yield self._source.fault(place, f"“{expression[:40]}”不是 JMESPath（{reason}）。")

    def marks(self, place: Place) -> Iterator[Fault]:
        """Look at how the public page is read."""
        from lxml import etree

        for name in ("title", "article"):
            try:
                etree.XPath(getattr(self._make.steps.read_back, name))
            except etree.XPathSyntaxError as error:
                yield self._source.fault((*place, name), f"不是正确的 XPath（{error}）。")


def _similar(name: str, known: set[str] | frozenset[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"，是不是“{close[0]}”" if close else f"，可用：{'、'.join(sorted(known))}"
