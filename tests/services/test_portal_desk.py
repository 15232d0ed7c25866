"""Profiles are edited, given their secrets and tried out; nothing secret is shown or lies where it should not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as Nowhere

from desktop_app import paths
from desktop_app.core.outbox.errors import NeedsLogin
from desktop_app.portal_server.server import Serving, running
from desktop_app.services.desk import Desk
from desktop_app.services.portal_desk import PortalDesk, ProfileFaulty
from desktop_app.services.secrets import Secrets
from tests.adapters.portals.small_cms import PASSWORD, Cms, small_cms

CMS_PROFILE = Path(__file__).parents[1] / "adapters" / "portals" / "small_cms.yaml"


class Ring(KeyringBackend):
    """A keyring as a system has one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop((service, username), None)


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Nowhere())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def cms() -> Iterator[Cms]:
    with small_cms() as cms:
        yield cms


def desk_of(tmp_path: Path, **given: str) -> PortalDesk:
    secrets = Secrets(tmp_path / "config" / "secrets.sealed", given)
    return PortalDesk(
        tmp_path / "office" / "portals",
        paths.RESOURCES / "portals",
        secrets,
        lambda: datetime(2026, 9, 28, 10),
    )


def profile_of(serving: Serving) -> str:
    return f"name: county\nkind: reference\nbase_url: {serving.url}\ntoken_ref: portal.county\n"


def test_a_saved_profile_is_the_offices_own(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    name = desk.save("name: usb\nkind: folder\nfolder: ~/公开\n")

    assert desk.text(name) == (tmp_path / "office" / "portals" / "usb.yaml").read_text("utf-8")


def test_a_profile_with_faults_is_not_saved(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    with pytest.raises(ProfileFaulty, match="2 处要改"):
        desk.save("name: usb\nkind: folder\nfodler: ~/公开\n")

    assert desk.text("usb") == ""


def test_beginnings_of_new_profiles_have_no_faults(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    assert set(desk.templates()) == {"assisted", "folder", "http", "sftp", "webdav", "wordpress"}
    assert [fault for text in desk.templates().values() for fault in desk.faults(text)] == []


def test_secrets_are_kept_in_the_keyring_alone(tmp_path: Path, ring: Ring) -> None:
    desk = desk_of(tmp_path)

    desk.secrets.put("portal.county", "t0ken")

    assert desk.secrets.get("portal.county") == "t0ken"
    assert list(ring.held.values()) == ["t0ken"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_without_a_keyring_a_passphrase_seals_a_file(tmp_path: Path, no_ring: None) -> None:
    desk = desk_of(tmp_path)
    assert desk.secrets.needs_passphrase
    with pytest.raises(NeedsLogin, match="口令文件"):
        desk.secrets.put("portal.county", "t0ken")
    desk.secrets.unlock("a long passphrase")
    desk.secrets.put("portal.county", "t0ken")

    again = desk_of(tmp_path)
    with pytest.raises(NeedsLogin, match="还没有打开"):
        again.secrets.get("portal.county")
    again.secrets.unlock("a long passphrase")
    assert again.secrets.get("portal.county") == "t0ken"


def test_trying_out_signs_in_and_sends_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "portal", token="s3cret") as serving:
        trial = desk_of(tmp_path, **{"portal.county": "s3cret"}).try_out(profile_of(serving))

    assert trial.is_good, trial.words
    assert [one.request.partition("\n")[0].partition(" ")[0] for one in trial.exchanges] == ["GET"]


def test_whole_trial_publishes_reads_back_and_withdraws(cms: Cms, tmp_path: Path) -> None:
    text = CMS_PROFILE.read_text("utf-8").replace("BASE", cms.url)

    trial = desk_of(tmp_path, **{"portal.county": PASSWORD}).try_out(text, whole=True)

    assert trial.is_good, trial.words
    assert "已撤回" in next(iter(cms.articles.values()))["content"]


def test_no_secret_is_shown_in_a_trial(cms: Cms, tmp_path: Path) -> None:
    text = CMS_PROFILE.read_text("utf-8").replace("BASE", cms.url)

    trial = desk_of(tmp_path, **{"portal.county": PASSWORD}).try_out(text, whole=True)

    shown = "\n".join(f"{one.request}\n{one.answer}" for one in trial.exchanges)
    session, token = next(iter(cms.sessions.items()))
    assert "_csrf" in shown
    for secret in (PASSWORD, session, token):
        assert secret not in shown


def test_a_trial_that_fails_says_where_and_shows_what_was_answered(tmp_path: Path) -> None:
    with running(tmp_path / "portal", token="s3cret") as serving:
        trial = desk_of(tmp_path, **{"portal.county": "wrong"}).try_out(profile_of(serving))

    assert not trial.is_good
    assert "不接受现在的口令" in trial.words
    assert trial.exchanges[-1].answer.startswith("401")


def test_the_desk_has_it(desk: Desk) -> None:
    assert desk.portal_desk.text("local").startswith("#")
