"""What is done with a portal's profile: read, linted, saved, given its secrets, and tried out step by step."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import AppError, OutsideError, UserError
from desktop_app.core.forms.source import Fault
from desktop_app.core.progress import Progress, silent
from desktop_app.services.ports import Clock
from desktop_app.services.secrets import Secrets

if TYPE_CHECKING:
    from desktop_app.core.outbox.submission import Portal, Submission, SubmittedFile

_HIDDEN = "••••••"
_MOST_BODY = 4_000
_TRIAL_COLUMN = "政府信息公开/法定主动公开内容/通知公告"
_OPEN_HEADERS = frozenset({"accept", "content-type", "content-length", "location", "retry-after"})
"""Headers that are shown; all others may carry what signs somebody in."""

_HIDDEN_FIELDS = re.compile(
    r"""((?:name=["']?[\w-]*(?:csrf|token|nonce|passw)[\w-]*["']?\s+value=|["']?[\w-]*(?:csrf|token|nonce|passw)[\w-]*["']?\s*[:=]\s*)["']?)([^"'&\s,}<>]+)""",
    re.IGNORECASE,
)


class ProfileFaulty(UserError):
    """A profile with faults is not saved."""

    code = "P205"


class ProfileUnwritable(OutsideError):
    """The disk refuses."""

    code = "P206"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer as people may see them, secrets masked.

    Args:
        step: what the profile calls it.
        request: method, address and body.
        answer: status, the headers that tell nothing secret, and the beginning of the body.
        is_good: whether the answer was no refusal.
    """

    step: str
    request: str
    answer: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """How trying out went: all exchanges, and a sentence about the whole."""

    exchanges: tuple[Exchange, ...]
    words: str
    is_good: bool


class PortalDesk:
    """Looks after profiles.

    Args:
        own: folder of the office's own profiles.
        shipped: folder of those that come with the program.
    """

    def __init__(self, own: Path, shipped: Path, secrets: Secrets, clock: Clock) -> None:
        self._own = own
        self._shipped = shipped
        self.secrets = secrets
        self._clock = clock

    def text(self, name: str) -> str:
        """Return a profile's text, the office's own before the program's; empty where there is none."""
        for folder in (self._own, self._shipped):
            file = folder / f"{name}.yaml"
            if file.is_file():
                return file.read_text("utf-8")
        return ""

    def templates(self) -> dict[str, str]:
        """Return beginnings for new profiles, by what they are for."""
        return {
            file.stem: file.read_text("utf-8")
            for file in sorted((self._shipped / "beginnings").glob("*.yaml"))
        }

    def faults(self, text: str, name: str = "") -> list[Fault]:
        """Return what is wrong with a profile's text.

        Args:
            name: which the profile must have; any where empty.
        """
        from desktop_app.adapters.portals.lint import lint_profile

        return lint_profile(text, f"{name or 'profile'}.yaml", name or _name_in(text), self._systems)

    @property
    def _systems(self) -> list[Path]:
        return [self._own / "systems"]

    def save(self, text: str) -> str:
        """Keep a profile as the office's own and return its name.

        Raises:
            ProfileFaulty: it has faults.
        """
        name = _name_in(text)
        faults = self.faults(text, name)
        if faults:
            raise ProfileFaulty(f"还有 {len(faults)} 处要改，第 {faults[0].line} 行：{faults[0].message}")
        file = self._own / f"{name}.yaml"
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_text(text, "utf-8")
            part.replace(file)
        except OSError as error:
            raise ProfileUnwritable(f"门户设置没有存成（{error.strerror}）。") from error
        return name

    def secret_names(self, text: str) -> tuple[str, ...]:
        """Return the names of the secrets that a profile needs; none of a faulty one."""
        from desktop_app.adapters.portals.profile import read_profile, secrets_of

        try:
            return secrets_of(read_profile(text, "", self._systems))
        except AppError:
            return ()

    def described(self, submission: Submission, name: str) -> SubmittedFile:
        """Return an item in the exchange form of the portal that it is carried to.

        Args:
            name: of the profile; a portal that is not known here has the program's own form.
        """
        from desktop_app.adapters.portals.exchange_form import described
        from desktop_app.adapters.portals.profile import read_profile

        text = self.text(name)
        profile = read_profile(text, f"{name}.yaml", self._systems) if text else None
        return described(submission, profile, self._clock().date())

    # ── trying out ────────────────────────────

    def try_out(self, text: str, progress: Progress = silent, *, whole: bool = False) -> Trial:
        """Sign in and look for an item that is not there; with `whole`, publish a test item and take it down again.

        Nothing that goes wrong is raised: it is what the trial tells.

        Args:
            text: the profile, saved or not.
            whole: only for portals that are no public site yet.
        """
        from desktop_app.adapters.portals.opening import open_portal
        from desktop_app.adapters.portals.profile import read_profile

        seen: list[Exchange] = []
        try:
            profile = read_profile(text, "", self._systems)
            hide = _Masks([self.secrets.get(name) for name in self.secret_names(text)])
            portal = open_portal(profile, self.secrets.get, told=hide.recorder(seen))
            words = self._tried(portal, seen, progress, whole=whole)
        except AppError as error:
            return Trial(tuple(seen), str(error), is_good=False)
        return Trial(tuple(seen), words, is_good=True)

    def _tried(self, portal: Portal, seen: list[Exchange], progress: Progress, *, whole: bool) -> str:
        key = f"trial-{self._clock():%Y%m%d%H%M%S}"
        progress("登录并查找", 0.1)
        if portal.find(key) is not None:
            raise UserError("查找一件不存在的信息，门户却说有：请检查 find 的 absent 条件。")
        if not whole:
            return "登录成功，查找正常。没有发送任何内容。"
        sent = _sample(key)
        progress("试发一件", 0.3)
        receipt = portal.publish(sent, silent)
        progress("读回网页", 0.6)
        try:
            page = portal.read_back(receipt)
            _compare(sent, page.title, page.text, page.files)
        finally:
            progress("撤回试发的一件", 0.8)
            portal.withdraw(key, "测试门户设置，请忽略")
        return f"试发、读回、撤回都成功。网页：{receipt.url}"


class _Masks:
    """Shows exchanges without what signs somebody in."""

    def __init__(self, secrets: Sequence[str]) -> None:
        known = [one for one in secrets if one]
        coded = [base64.b64encode(one.encode()).decode().rstrip("=") for one in known]
        self._secrets = [*known, *("".join(one.split()) for one in known), *coded]

    def text(self, text: str) -> str:
        """Return a text with secrets, tokens and passwords masked."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _HIDDEN_FIELDS.sub(lambda found: found[1] + _HIDDEN, text)

    def recorder(self, seen: list[Exchange]) -> Callable[[str, Any, Any], None]:
        """Return what writes exchanges down."""

        def told(step: str, request: Any, answer: Any) -> None:
            body = request.content if hasattr(request, "_content") else b""
            sent = f"{request.method} {request.url}\n{self._headers(request.headers)}\n{_readable(body)}"
            got = f"{answer.status}\n{self._headers(answer.headers)}\n{_readable(answer.content)}"
            good = answer.status < 400
            seen.append(Exchange(step, self.text(sent).strip(), self.text(got).strip(), good))

        return told

    def _headers(self, headers: Any) -> str:
        shown = [
            f"{name}: {value if name.lower() in _OPEN_HEADERS else _HIDDEN}"
            for name, value in headers.items()
            if name.lower() in _OPEN_HEADERS or name.lower() in ("authorization", "cookie", "set-cookie")
        ]
        return "\n".join(shown)


def _readable(content: bytes) -> str:
    """Return the beginning of a body as text, or how large it is where it is none."""
    try:
        return content[:_MOST_BODY].decode("utf-8")
    except UnicodeDecodeError:
        return f"（{len(content)} 字节，不是文字）"


def _name_in(text: str) -> str:
    found = re.search(r"^name:\s*['\"]?([\w-]+)", text, re.MULTILINE)
    return found[1] if found else ""


def _sample(key: str) -> Submission:
    """Return what is sent for a trial: recognisable, harmless, with a file."""
    from desktop_app.core.outbox.submission import Submission, SubmittedFile

    file = SubmittedFile("测试附件.txt", "测试附件", "text/plain", "这是测试门户设置的附件。".encode())
    return Submission(
        key=key,
        title="门户设置测试，请忽略",
        column=_TRIAL_COLUMN,
        form="trial",
        issuer="政务公开助手",
        html="<p>这是测试门户设置时发出的内容，会马上撤回。</p>",
        text="这是测试门户设置时发出的内容，会马上撤回。",
        files=(file,),
    )


def _compare(sent: Submission, title: str, text: str, files: Any) -> None:
    if "".join(title.split()) != "".join(sent.title.split()):
        raise UserError(f"读回的标题是“{title[:40]}”，与发出的不同：请检查 read_back 的 title。")
    if "".join(text.split()) != "".join(sent.text.split()):
        raise UserError("读回的正文与发出的不同：请检查正文的写法，或 read_back 的 article。")
    if files.get(sent.files[0].name) != sent.files[0].sha256:
        raise UserError("读回的附件与发出的不同，或打不开：请检查 upload 取出的 url。")
