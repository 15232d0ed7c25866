"""The real program is killed as soon as its portal has heard the first, second, third … request of a publication."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import httpx
import pytest

from desktop_app.portal_server.server import Serving
from desktop_app.services.desk import Desk
from tests.journeys.conftest import write_profile
from tests.journeys.test_killed_while_uploading import PUBLISH, gongkai, wait_until
from tests.portal_server.faulty import FaultyLine


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6])
def test_killed_after_any_request_it_is_public_once_in_the_end(
    desk: Desk, workspace: Path, portal: Serving, tmp_path: Path, step: int
) -> None:
    sample = tmp_path / "sample.json"
    desk.close()
    sample.write_text(
        gongkai(workspace, "sample", "public-utilities.water-outage").communicate(timeout=90)[0], "utf-8"
    )
    with FaultyLine(portal.url).open() as line:
        write_profile(workspace, line.url)
        sending = gongkai(workspace, *PUBLISH[:1], str(sample), *PUBLISH[1:])
        wait_until(lambda: len(line.seen) >= step or sending.poll() is not None)
        sending.send_signal(signal.SIGKILL)
        sending.communicate(timeout=60)
    write_profile(workspace, portal.url)

    listed = json.loads(gongkai(workspace, "outbox", "list", "--json").communicate(timeout=90)[0])
    again = gongkai(workspace, "outbox", "retry", listed[0]["id"], "--json")
    (job,) = json.loads(again.communicate(timeout=90)[0])

    assert job["status"] == "delivered", job["message"]
    with httpx.Client(trust_env=False) as reader:
        sitemap = reader.get(f"{portal.url}/sitemap.xml").text
    assert len(re.findall("/art_", sitemap)) == 1
