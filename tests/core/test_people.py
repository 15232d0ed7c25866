from __future__ import annotations

import pytest

from desktop_app.core.people import ACT_WORDS, MAY, Act, Person, Role, words_of


@pytest.mark.parametrize(
    ("roles", "acts"),
    [
        ({Role.CLERK}, {Act.WRITE, Act.PUBLISH}),
        ({Role.REVIEWER}, {Act.SIGN}),
        ({Role.ADMINISTRATOR}, {Act.ADMINISTER}),
        ({Role.CLERK, Role.REVIEWER}, {Act.WRITE, Act.PUBLISH, Act.SIGN}),
        (set(Role), set(Act)),
    ],
    ids=["clerk", "reviewer", "administrator", "clerk and reviewer", "everything"],
)
def test_who_has_several_roles_may_do_what_any_of_them_may(roles: set[Role], acts: set[Act]):
    person = Person("张三", frozenset(roles))
    assert {act for act in Act if person.may(act)} == acts


def test_who_left_may_do_nothing():
    person = Person("张三", frozenset(Role), is_active=False)
    assert not any(person.may(act) for act in Act)


def test_every_act_is_somebodys_and_has_words():
    assert frozenset().union(*MAY.values()) == set(Act) == set(ACT_WORDS)
    assert words_of(Role.CLERK) == "起草和修改、发布和撤回"
