from __future__ import annotations

import os
import re
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from desktop_app.adapters.portals.recipe.portal import RecipePortal
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import Portal, Receipt
from desktop_app.core.progress import silent
from desktop_app.portal_server.server import Serving, running
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import file, submission
from tests.portal_server.faulty import Fault, FaultyLine

KEY = "ljx-2026-0001"
ITEM = f"PUT /api/v1/items/{KEY}"
HANGING = {Fault.SLOW, Fault.SLOW_AFTER, Fault.DRIP}
READING = [Fault.BUSY, Fault.BAD_GATEWAY, Fault.SLOW, Fault.DRIP, Fault.NONSENSE, Fault.CUT_IN_ANSWER]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with running(tmp_path / "portal", token="secret") as serving:
        yield serving


@pytest.fixture
def line(serving: Serving) -> Iterator[FaultyLine]:
    with FaultyLine(serving.url).open() as line:
        yield line


@pytest.fixture
def portal(line: FaultyLine) -> RecipePortal:
    return reference_portal("county", line.url, "secret")


class TestReferencePortal(PortalConformance):
    @pytest.fixture
    def portal(self, serving: Serving) -> Portal:
        return reference_portal("county", serving.url, "secret")


def meeting(fault: Fault, line: FaultyLine) -> RecipePortal:
    """Return a client that does not wait long where nothing will come."""
    return reference_portal("county", line.url, "secret", timeout_s=1.5 if fault in HANGING else 30.0)


def pages_of(serving: Serving) -> int:
    with httpx.Client(trust_env=False) as reader:
        return len(re.findall("/art_", reader.get(f"{serving.url}/sitemap.xml").text))


@pytest.mark.parametrize(
    ("fault", "behaviour", "stored"),
    [
        (Fault.BUSY, RetryLater, False),
        (Fault.BAD_GATEWAY, RetryLater, False),
        (Fault.SLOW, Unanswered, False),
        (Fault.SLOW_AFTER, Unanswered, True),
        (Fault.DRIP, Unanswered, False),
        (Fault.NONSENSE, Unanswered, False),
        (Fault.NONSENSE_AFTER, Unanswered, True),
        (Fault.CUT_BEFORE, Unanswered, False),
        (Fault.CUT_AFTER, Unanswered, True),
        (Fault.CUT_IN_ANSWER, Unanswered, True),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_whatever_happens_to_the_item_one_page_stands_in_the_end(
    portal: RecipePortal,
    line: FaultyLine,
    serving: Serving,
    fault: Fault,
    behaviour: type[AppError],
    stored: bool,
) -> None:
    line.fail_next(ITEM, fault)

    with pytest.raises(behaviour) as caught:
        meeting(fault, line).publish(submission(), silent)

    assert type(caught.value) is behaviour
    found = portal.find(KEY)
    assert (found is not None) == stored
    again = portal.publish(submission(), silent)
    assert found in (None, again)
    assert pages_of(serving) == 1


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name)
def test_whatever_happens_to_a_file_sending_again_is_safe(
    portal: RecipePortal, line: FaultyLine, serving: Serving, fault: Fault
) -> None:
    line.fail_next("PUT /api/v1/files", fault)

    with pytest.raises(RetryLater):
        meeting(fault, line).publish(submission(), silent)

    assert pages_of(serving) == 0
    portal.publish(submission(), silent)
    assert pages_of(serving) == 1


@pytest.mark.parametrize("fault", READING, ids=lambda fault: fault.name)
def test_whatever_happens_to_a_look_up_it_is_repeated(
    portal: RecipePortal, line: FaultyLine, fault: Fault
) -> None:
    line.fail_next("GET /api/v1/items", fault)

    with pytest.raises(RetryLater):
        meeting(fault, line).find(KEY)

    assert portal.find(KEY) is None


@pytest.mark.parametrize("fault", READING, ids=lambda fault: fault.name)
def test_whatever_happens_to_the_page_it_is_read_again(
    portal: RecipePortal, line: FaultyLine, fault: Fault
) -> None:
    receipt = portal.publish(submission(), silent)
    line.fail_next("GET /art/", fault)

    with pytest.raises(RetryLater):
        meeting(fault, line).read_back(receipt)

    assert portal.read_back(receipt).key == KEY


def test_many_senders_of_one_item_at_once_make_one_page(serving: Serving) -> None:
    def send(number: int) -> Receipt:
        return reference_portal("county", serving.url, "secret").publish(submission(), silent)

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(send, range(16)))

    assert len(receipts) == 1
    assert pages_of(serving) == 1


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.CUT_AFTER], ids=lambda fault: fault.name)
def test_withdrawal_without_an_answer_can_be_repeated(
    portal: RecipePortal, line: FaultyLine, fault: Fault
) -> None:
    portal.publish(submission(), silent)
    line.fail_next("POST /api/v1/items", fault)

    with pytest.raises(Unanswered):
        portal.withdraw(KEY, "内容有误")

    assert portal.withdraw(KEY, "内容有误").withdrawn


def test_busy_portal_says_when_to_retry(portal: RecipePortal, line: FaultyLine) -> None:
    line.fail_next("GET /api/v1/items", Fault.BUSY)

    with pytest.raises(RetryLater) as caught:
        portal.find(KEY)

    assert caught.value.after_s == 90


def test_portal_that_is_down_is_tried_again_later(tmp_path: Path) -> None:
    with running(tmp_path / "portal", token="secret") as serving:
        portal = reference_portal("county", serving.url, "secret")

    for call in (lambda: portal.find(KEY), lambda: portal.publish(submission(), silent)):
        with pytest.raises(RetryLater, match="连不上门户“county”"):
            call()


def test_host_that_does_not_exist_is_tried_again_later() -> None:
    with pytest.raises(RetryLater, match="连不上门户"):
        reference_portal("county", "https://portal.invalid", "secret").publish(submission(), silent)


def test_wrong_token_needs_login(serving: Serving) -> None:
    with pytest.raises(NeedsLogin):
        reference_portal("county", serving.url, "wrong").publish(submission(), silent)


def test_rejection_carries_the_portals_own_sentence(serving: Serving) -> None:
    portal = reference_portal("county", serving.url, "secret")

    with pytest.raises(Rejected, match="没有栏目“财政预决算/部门预祘”，是不是“财政预决算/部门预算”"):
        portal.publish(submission(column="财政预决算/部门预祘"), silent)


def test_file_that_the_portal_does_not_take_is_named(serving: Serving) -> None:
    portal = reference_portal("county", serving.url, "secret")

    with pytest.raises(Rejected, match="“setup"):
        portal.publish(submission(files=(file("setup.exe"),)), silent)


@pytest.mark.parametrize(
    ("reply", "behaviour"),
    [
        (httpx.Response(200, json={"key": "another"}), Unanswered),
        (httpx.Response(200, json=[1, 2]), Unanswered),
        (httpx.Response(200, content=b"\xff\xfe\x00"), Unanswered),
        (httpx.Response(302, headers={"Location": "http://login.invalid/"}), Unanswered),
        (httpx.Response(404, text="<h1>Not Found</h1>"), Unanswered),
        (httpx.Response(500, json={"detail": "坏了"}), Unanswered),
        (httpx.Response(504), Unanswered),
        (httpx.Response(403), NeedsLogin),
        (httpx.Response(429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), RetryLater),
        (httpx.Response(503, headers={"Retry-After": "soon"}), RetryLater),
        (httpx.Response(409, json={"detail": "已经发布过"}), Rejected),
    ],
    ids=lambda value: str(value.status_code) if isinstance(value, httpx.Response) else "",
)
def test_every_answer_is_one_of_the_behaviours(reply: httpx.Response, behaviour: type[AppError]) -> None:
    nothing = httpx.Response(404, json={"detail": "没有"})
    transport = httpx.MockTransport(lambda request: reply if request.method == "PUT" else nothing)
    portal = reference_portal("county", "https://portal.invalid", "t", transport)

    with pytest.raises(behaviour):
        portal.publish(submission(files=()), silent)


@pytest.mark.parametrize(
    "reply", [httpx.Response(200, text="<h1>请登录</h1>"), httpx.Response(500), httpx.Response(404, text="?")]
)
def test_nothing_is_sent_where_the_look_beforehand_makes_no_sense(reply: httpx.Response) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return reply

    portal = reference_portal("county", "https://portal.invalid", "t", httpx.MockTransport(answer))
    with pytest.raises(RetryLater):
        portal.publish(submission(files=()), silent)

    assert asked == ["GET"]


def receipt_with(**changes: object) -> Callable[[httpx.Request], httpx.Response]:
    told = {
        "key": KEY,
        "remote_id": "1",
        "url": "https://portal.invalid/art/1.html",
        "received_at": "2026-11-23T10:00:00+08:00",
        "digest": "d",
        "withdrawn": False,
    }
    return lambda request: httpx.Response(200, json={**told, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "another"},
        {"received_at": "2026-11-23T10:00:00"},
        {"url": "javascript:alert(1)"},
        {"url": "file:///etc/passwd"},
        {"url": "http://county:port/"},
        {"withdrawn": "perhaps"},
    ],
    ids=str,
)
def test_receipt_that_makes_no_sense_is_no_receipt(changes: dict[str, object]) -> None:
    transport = httpx.MockTransport(receipt_with(**changes))

    with pytest.raises(RetryLater, match="看不懂"):
        reference_portal("county", "https://portal.invalid", "t", transport).find(KEY)


def test_page_is_read_without_the_token(serving: Serving) -> None:
    headers: list[httpx.Headers] = []

    def answer(request: httpx.Request) -> httpx.Response:
        headers.append(request.headers)
        return httpx.Response(404) if request.url.path.startswith("/art/") else receipt_with()(request)

    portal = reference_portal("county", "https://portal.invalid", "t", httpx.MockTransport(answer))
    receipt = portal.find(KEY)
    assert receipt is not None
    with pytest.raises(RetryLater, match="还打不开"):
        portal.read_back(receipt)

    assert headers[0]["Authorization"] == "Bearer t"
    assert "Authorization" not in headers[1]


def test_connection_without_a_trusted_certificate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    contexts: list[ssl.SSLContext] = []
    real = httpx.Client

    def spy(*args: object, **options: object) -> httpx.Client:
        contexts.append(options["verify"])  # type: ignore[arg-type]
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(httpx, "Client", spy)
    reference_portal("county", "https://portal.invalid", "t")

    assert contexts[0].verify_mode is ssl.CERT_REQUIRED
    assert contexts[0].check_hostname


def test_a_large_file_tells_how_far_it_is_and_can_be_stopped_in_the_middle(serving: Serving) -> None:
    portal = reference_portal("county", serving.url, "secret")
    large = submission(files=(file("录像.mp4", bytes(3_000_000)),))
    shares: list[float] = []

    def stop_half_way(_what: str, share: float) -> None:
        shares.append(share)
        if share > 0.25:
            raise Cancelled

    with pytest.raises(Cancelled):
        portal.publish(large, stop_half_way)

    assert len(shares) > 3
    assert shares == sorted(shares)
    assert pages_of(serving) == 0
    assert portal.read_back(portal.publish(large, silent)).files == {"录像.mp4": large.files[0].sha256}


class Counting(httpx.HTTPTransport):
    """The network; it counts the bytes of files that go up."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PUT" and "/files/" in request.url.path:
            self.sent += int(request.headers["Content-Length"])
        return super().handle_request(request)


def test_a_large_file_goes_on_where_the_line_was_cut(serving: Serving, tmp_path: Path) -> None:
    counting = Counting()
    portal = reference_portal("county", serving.url, "secret", counting)
    large = submission(files=(file("录像.mp4", os.urandom(8_000_000)),))

    def cut(_what: str, share: float) -> None:
        if share > 0.35:  # of file and text together: some 70 % of the file
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        portal.publish(large, cut)
    while not list(tmp_path.glob("portal/files/.begun-*")):
        time.sleep(0.02)
    counting.sent = 0
    receipt = portal.publish(large, silent)

    assert portal.read_back(receipt).files == {"录像.mp4": large.files[0].sha256}
    assert 0 < counting.sent < 4_000_000


def test_a_beginning_that_was_damaged_is_sent_from_the_first_byte_next_time(
    serving: Serving, tmp_path: Path
) -> None:
    portal = reference_portal("county", serving.url, "secret")
    large = submission(files=(file("录像.mp4", os.urandom(3_000_000)),))
    (tmp_path / "portal" / "files" / f".begun-{large.files[0].sha256}").write_bytes(bytes(2_000_000))

    with pytest.raises(RetryLater):
        portal.publish(large, silent)

    assert portal.read_back(portal.publish(large, silent)).files == {"录像.mp4": large.files[0].sha256}


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:8x0/a.csv", "http://[::1/a.csv", "/a\x7f.csv", "ftp://127.0.0.1/a"]
)
def test_a_garbled_link_on_the_page_is_looked_at_again_later(serving: Serving, link: str) -> None:
    sent = submission(KEY, files=(file("a.csv", b"x"),))
    receipt = reference_portal("county", serving.url, "secret").publish(sent, silent)

    def garbled(request: httpx.Request) -> httpx.Response:
        with httpx.Client(trust_env=False) as reader:
            page = reader.get(str(request.url)).text
        if request.url != receipt.url:
            return httpx.Response(200, text=page)
        garbled_page, times = re.subn(r'data-file href="[^"]*"', f'data-file href="{link}"', page)
        assert times == 1
        return httpx.Response(200, html=garbled_page)

    portal = reference_portal("county", serving.url, "secret", httpx.MockTransport(garbled))
    with pytest.raises(RetryLater):
        portal.read_back(receipt)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8x0/art_1.html", "http://[::1/art_1.html", "art_1.html", "\x7f"]
)
def test_an_address_that_is_none_is_read_later(url: str) -> None:
    portal = reference_portal("county", "http://127.0.0.1:9", "secret")
    with pytest.raises(RetryLater):
        portal.read_back(Receipt(KEY, "county", "1", url, datetime(2026, 9, 28, tzinfo=UTC), ""))
