"""A county's content system as they are met: signing in by a form, cookies, CSRF tokens, pages of HTML, no API."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PASSWORD = "form-secret"


@dataclass
class Cms:
    """What the system holds."""

    sessions: dict[str, str] = field(default_factory=dict)
    articles: dict[int, dict[str, str]] = field(default_factory=dict)
    files: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    sign_ins: int = 0
    url: str = ""

    def forget_sessions(self) -> None:
        self.sessions.clear()


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    @property
    def cms(self) -> Cms:
        return self.server.cms

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if path.path == "/admin/login":
            self._page('<form method="post"><input name="_csrf" value="before"><input name="user"></form>')
        elif path.path.startswith("/admin/"):
            self._admin(path.path, parse_qs(path.query))
        elif found := re.fullmatch(r"/article/(\d+)", path.path):
            self._public(int(found[1]))
        elif found := re.fullmatch(r"/file/(\d+)(/x.*)?", path.path):
            self._send(200, self.cms.files[int(found[1])][1], "application/octet-stream")
        else:
            self._page("nothing", 404)

    def _public(self, number: int) -> None:
        one = self.cms.articles.get(number)
        if one is None or one["state"] != "public":
            self._page("nothing", 404)
        else:
            self._page(
                f'<h1 class="title">{escape(one["title"])}</h1><div class="body">{one["content"]}</div>'
            )

    def _admin(self, path: str, query: dict[str, list[str]]) -> None:
        token = self._token()
        if token is None:
            self._page("请先登录", 302, Location="/admin/login")
            return
        if path == "/admin/list":
            word = query.get("q", [""])[0]
            rows = "".join(
                f'<a href="/admin/edit/{number}">{escape(one["title"])}</a>'
                for number, one in sorted(self.cms.articles.items())
                if word and word in one["content"]
            )
            self._page(f"<h2>列表</h2>{rows}")
        elif found := re.fullmatch(r"/admin/edit/(\d+)", path):
            one = self.cms.articles[int(found[1])]
            self._page(
                f'<form><input name="_csrf" value="{token}"><input name="id" value="{found[1]}">'
                f'<input name="state" value="{one["state"]}"><input name="url" value="/article/{found[1]}">'
                f'<input name="content" value="{escape(one["content"])}"></form>'
            )
        else:
            self._page(f'<form><input name="_csrf" value="{token}"></form>')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/admin/login":
            self._sign_in({key: one[0] for key, one in parse_qs(body.decode()).items()})
            return
        token = self._token()
        if token is None:
            self._page("请先登录", 302, Location="/admin/login")
        elif self.path == "/admin/upload":
            self._upload(body, token)
        else:
            form = {key: one[0] for key, one in parse_qs(body.decode(), keep_blank_values=True).items()}
            self._save(form, token)

    def _sign_in(self, form: dict[str, str]) -> None:
        if form.get("_csrf") != "before" or form.get("password") != PASSWORD:
            self._page("用户名或口令错误")
            return
        session = secrets.token_hex(8)
        self.cms.sessions[session] = secrets.token_hex(8)
        self.cms.sign_ins += 1
        self._page("", 302, Location="/admin/list", **{"Set-Cookie": f"sid={session}; Path=/; HttpOnly"})

    def _upload(self, body: bytes, token: str) -> None:
        boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
        parts = {}
        for part in body.split(b"--" + boundary)[1:-1]:
            head, _, content = part.partition(b"\r\n\r\n")
            parts[re.search(rb'name="([^"]*)"', head)[1].decode()] = content[:-2]  # type: ignore[index]
        if parts.get("_csrf", b"").decode() != token:
            self._page("CSRF", 403)
            return
        number = len(self.cms.files) + 1
        self.cms.files[number] = (parts["name"].decode(), parts["file"])
        self._page(f'<input name="file_url" value="/file/{number}"><input name="file_id" value="{number}">')

    def _save(self, form: dict[str, str], token: str) -> None:
        if form.get("_csrf") != token:
            self._page("CSRF", 403)
            return
        if not form.get("title"):
            self._page('<input name="error" value="标题不能为空">', 422)
            return
        number = int(form.get("id") or max(self.cms.articles, default=0) + 1)
        one = self.cms.articles.setdefault(number, {"state": "draft", "title": "", "content": ""})
        one |= {key: form[key] for key in ("title", "content", "state", "channel") if key in form}
        self._page(f'<p>保存成功</p><input name="saved_id" value="{number}">')

    def _token(self) -> str | None:
        cookie = SimpleCookie(self.headers.get("Cookie", ""))
        return self.cms.sessions.get(cookie["sid"].value) if "sid" in cookie else None

    def _page(self, body: str, status: int = 200, **headers: str) -> None:
        html = f"<!DOCTYPE html><html><body>{body}</body></html>"
        self._send(status, html.encode(), "text/html; charset=utf-8", headers)

    def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    cms: Cms


@contextmanager
def small_cms() -> Iterator[Cms]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.cms = Cms(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.cms
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
