"""Who may do what in an office that has registered its people."""

from __future__ import annotations

import msgspec
import pytest

from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.services.people import NotAllowed
from tests.ui.pages.office import Office

pytestmark = pytest.mark.on_both_databases
PASSWORD = "twelve birches"


@pytest.fixture
def office(desk: Desk) -> Office:
    """张三 writes and publishes, 王审查 signs, 管理员 administers; each with a password."""
    for name, role in (
        ("管理员", Role.ADMINISTRATOR),
        ("张三", Role.CLERK),
        ("王审查", Role.REVIEWER),
    ):
        desk.people.put(Person(name, frozenset({role})), PASSWORD, "管理员", PASSWORD)
    return Office(desk)


def sit_down(desk: Desk, name: str) -> None:
    desk.save_settings(msgspec.structs.replace(desk.settings, person=name))


@pytest.mark.parametrize("name", ["管理员", "王审查", "路过的人", ""])
def test_who_is_no_clerk_begins_and_changes_nothing(desk: Desk, office: Office, name: str):
    sit_down(desk, "张三")
    draft = office.draft()
    sit_down(desk, name)

    with pytest.raises(NotAllowed, match="起草"):
        office.draft()
    with pytest.raises(NotAllowed):
        desk.drafts.save(draft.id, {"title": "改"}, draft.openness, draft.confidentiality, draft.revision)
    with pytest.raises(NotAllowed):
        desk.drafts.attach(draft.id, "a.txt", b"x")
    assert desk.drafts.open(draft.id).item == draft


def test_a_reviewer_publishes_and_withdraws_nothing(desk: Desk, office: Office):
    sit_down(desk, "张三")
    draft = office.draft()
    sit_down(desk, "王审查")

    with pytest.raises(NotAllowed, match="发布"):
        desk.outbox.queue(draft.id)
    with pytest.raises(NotAllowed, match="撤回"):
        desk.outbox.withdraw(draft.id, "写错了")


def test_an_office_that_registered_its_reviewers_alone_holds_no_clerk(desk: Desk):
    desk.people.put(Person("王审查", frozenset({Role.REVIEWER})), PASSWORD)
    sit_down(desk, "张三")

    assert Office(desk).draft().title


def test_nobody_is_held_while_nobody_is_registered(desk: Desk):
    assert Office(desk).published().url
