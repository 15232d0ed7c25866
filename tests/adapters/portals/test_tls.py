"""A TLS portal with the county's own authority: trusted only where it is pinned, and clients show their certificate."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.adapters.portals.http import CertificateUnusable, Http, Line
from desktop_app.adapters.portals.opening import open_recipe
from desktop_app.adapters.portals.profile import HttpProfile, ProfileError, read_profile
from desktop_app.adapters.portals.recipe.portal import RecipePortal
from desktop_app.core.outbox.errors import NeedsLogin, RetryLater
from tests.adapters.portals.proxies import PASSWORD, USER, Proxy, small, tinyproxy
from tests.certificates import certificate, named, pem

PASSPHRASE = "key passphrase"


@dataclass
class County:
    """The authority's files and the server's address."""

    folder: Path
    url: str = ""


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Handshakes that fail are what some tests are about."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    authority_key, server_key, client_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    authority = certificate("County CA", authority_key, named("County CA"), authority_key, is_authority=True)
    server = certificate("127.0.0.1", server_key, authority.subject, authority_key)
    client = certificate("gongkai desk", client_key, authority.subject, authority_key)
    for name, content in {
        "ca.pem": pem(authority),
        "server.pem": pem(server) + pem(server_key),
        "client.pem": pem(client),
        "client.key": pem(client_key, PASSPHRASE),
    }.items():
        (tmp_path / name).write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    context.load_verify_locations(tmp_path / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    with _Server(("127.0.0.1", 0), _Empty) as serving:
        serving.socket = context.wrap_socket(serving.socket, server_side=True)
        thread = threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield County(tmp_path, f"https://127.0.0.1:{serving.server_address[1]}")
        serving.shutdown()
        thread.join()


def portal(
    county: County,
    ca: str = "ca.pem",
    *,
    shows: bool = True,
    passphrase: str = PASSPHRASE,
    more: str = "",
    secrets: Mapping[str, str] | None = None,
) -> RecipePortal:
    own = county.folder
    text = f"""
name: county
kind: http
base_url: {county.url}
{f"ca_file: {own / ca}" if ca else ""}
{f"certificate: {{file: {own}/client.pem, key: {own}/client.key, secret: portal.key}}" if shows else ""}
{more}
steps:
  find:
    - request: {{path: /find}}
      absent: body == `[]`
      take: {{remote_id: body.id, url: body.url}}
  create:
    - request: {{path: /create, method: POST}}
"""
    profile = read_profile(text, "county.yaml")
    assert isinstance(profile, HttpProfile)
    known = {"portal.key": passphrase, **(secrets or {})}
    return open_recipe(profile, known.__getitem__)


def test_pinned_authority_and_own_certificate_are_taken(county: County) -> None:
    assert portal(county).find("k") is None


def test_an_authority_that_nobody_trusts_is_refused(county: County) -> None:
    with pytest.raises(RetryLater, match="连不上门户"):
        portal(county, ca="").find("k")


def test_a_server_of_another_authority_than_the_pinned_one_is_refused(county: County) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    other = certificate("Other CA", key, named("Other CA"), key, is_authority=True)
    (county.folder / "other.pem").write_bytes(pem(other))

    with pytest.raises(RetryLater, match="连不上门户"):
        portal(county, ca="other.pem").find("k")


def test_without_its_own_certificate_the_client_is_refused(county: County) -> None:
    with pytest.raises(RetryLater):
        portal(county, shows=False).find("k")


@pytest.mark.parametrize("passphrase", ["", "wrong"])
def test_a_key_that_does_not_open_is_told(county: County, passphrase: str) -> None:
    with pytest.raises(CertificateUnusable, match="证书读不出来"):
        portal(county, passphrase=passphrase)


# ── through a proxy ────────────────────────────


@pytest.fixture(params=["small", "tinyproxy"])
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Proxy]:
    with small() if request.param == "small" else tinyproxy(tmp_path) as one:
        yield one


def through(proxy: Proxy) -> str:
    return f"proxy: {proxy.url}\nproxy_user: {USER}\nproxy_secret: portal.proxy"


def test_the_pinned_authority_and_the_clients_certificate_hold_through_a_proxy(
    county: County, proxy: Proxy
) -> None:
    secrets = {"portal.proxy": PASSWORD}

    assert portal(county, more=through(proxy), secrets=secrets).find("k") is None
    assert proxy.saw(county.url.removeprefix("https://"))
    with pytest.raises(RetryLater):
        portal(county, ca="", more=through(proxy), secrets=secrets).find("k")
    with pytest.raises(RetryLater):
        portal(county, shows=False, more=through(proxy), secrets=secrets).find("k")


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_proxy_that_does_not_take_the_password_needs_login(
    county: County, proxy: Proxy, password: str
) -> None:
    with pytest.raises(NeedsLogin, match="代理"):
        portal(county, more=through(proxy), secrets={"portal.proxy": password}).find("k")


def test_a_proxy_that_is_not_there_is_tried_again_later(county: County) -> None:
    gone = Proxy("http://127.0.0.1:9")

    with pytest.raises(RetryLater):
        portal(county, more=through(gone), secrets={"portal.proxy": PASSWORD}).find("k")


def test_the_public_page_is_read_through_the_same_proxy_without_the_certificate(
    county: County, proxy: Proxy
) -> None:
    line = Line(
        "county", county.url, proxy=proxy.url, ca_file=str(county.folder / "ca.pem"), proxy_user=USER,
        proxy_password=PASSWORD,
    )  # fmt: skip

    with pytest.raises(RetryLater):  # this server shows its pages to those with a certificate alone
        Http(line).fetch(f"{county.url}/page")
    assert proxy.saw(county.url.removeprefix("https://"))


def test_the_systems_proxy_is_used_but_not_for_this_machine_and_not_where_none_is_wanted(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small() as proxy:
        address = proxy.url.replace("http://", f"http://{USER}:{quote(PASSWORD)}@")
        monkeypatch.setenv("HTTPS_PROXY", address)
        monkeypatch.delenv("NO_PROXY", raising=False)

        assert portal(county).find("k") is None
        assert proxy.asked == []
        away = County(county.folder, "https://portal.invalid")
        with pytest.raises(RetryLater):
            portal(away).find("k")
        assert proxy.asked == ["CONNECT portal.invalid:443 HTTP/1.1"]
        monkeypatch.setenv("NO_PROXY", "127.0.0.1,.invalid")
        with pytest.raises(RetryLater):
            portal(away, more="proxy: http://127.0.0.1:9").find("k")
        assert len(proxy.asked) == 1


@pytest.mark.parametrize(
    "written", ["socks5://10.0.0.1:1080", "http://clerk:secret@10.0.0.1:3128", "10.0.0.1:3128"]
)
def test_a_proxy_that_cannot_be_used_is_named_with_its_line(county: County, written: str) -> None:
    with pytest.raises(ProfileError, match="第 7 行：proxy 要写 HTTP 代理的网址"):
        portal(county, more=f"proxy: {written}")
