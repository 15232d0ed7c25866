"""The people of the office, and the passwords that prove them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace

from desktop_app.core.errors import UserError
from desktop_app.core.people import ACT_WORDS, Act, Person, Role
from desktop_app.services.ports import ReviewStore

MIN_PASSWORD = 8
"""Characters."""

_COST, _BLOCK, _LANES = 1 << 14, 8, 1
"""scrypt's parameters for interactive use (RFC 7914 section 2): 16 MiB and some 50 ms on an office machine."""


class NotProven(UserError):
    """A name and its password do not fit."""

    code = "PE01"
    hint = "请核对姓名和密码；忘记密码的，请管理人员在“设置”里重设。"


class PersonRefused(UserError):
    """A person cannot be kept like that."""

    code = "PE02"


class NotAllowed(UserError):
    """The person at this machine may not do this."""

    code = "PE03"
    hint = "请由有这个岗位的人来做，或请管理人员在“设置—登记人员”里改岗位。"


class People:
    """Who works here. While nobody is registered, names are taken at their word."""

    def __init__(self, store: ReviewStore) -> None:
        self._store = store

    def everybody(self) -> list[Person]:
        """Return the registered people who work here now, by name."""
        return [person for person in self._store.people() if person.is_active]

    @property
    def are_registered(self) -> bool:
        """Say whether signatures need a registered person's password."""
        return bool(self.everybody())

    def reviewers(self, step: str) -> list[Person]:
        """Return who may sign a review step."""
        return [person for person in self.everybody() if person.may_sign(step)]

    def let(self, name: str, act: Act) -> None:
        """Make sure that the person at a machine may do something; anybody may while nobody is registered for it.

        Raises:
            NotAllowed: they may not, and others may.
        """
        if not any(person.may(act) for person in self.everybody()):
            return
        person = self._store.person(name.strip())
        if person is None or not person.is_active:
            raise NotAllowed(
                f"“{name.strip() or '（没有填姓名）'}”没有登记，不能{ACT_WORDS[act]}。",
                "请在“设置”里核对经办人姓名，或请管理人员登记。",
            )
        if not person.may(act):
            raise NotAllowed(f"“{person.name}”的岗位不能{ACT_WORDS[act]}。")

    def prove(self, name: str, password: str) -> Person:
        """Return the person whose password this is.

        Raises:
            NotProven: nobody of that name works here, or the password is another.
        """
        person = self._store.person(name.strip())
        secret = person.secret if person is not None and person.is_active else ""
        if person is None or not _fits(password, secret):
            raise NotProven("姓名或者密码不对，没有签字。")
        return person

    def put(self, person: Person, password: str = "", by: str = "", by_password: str = "") -> Person:
        """Register a person, or change one; without a new password the old one stays.

        Args:
            by: who administers, with their password; the first person needs none and becomes administrator.

        Raises:
            NotProven: `by` is no administrator or the password is another.
            PersonRefused: no name, no role, a short password, or the last administrator would go.
        """
        self._allow(by, by_password)
        name = person.name.strip()
        known = self._store.person(name)
        roles = person.roles if self.are_registered else person.roles | {Role.ADMINISTRATOR}
        secret = _secret(password) if password else (known.secret if known else "")
        kept = replace(person, name=name, roles=roles, secret=secret)
        self._refuse(kept)
        self._store.put_person(kept)
        return kept

    def change_password(self, name: str, old: str, new: str) -> None:
        """Give a person, who proves themselves by the old one, a new password."""
        person = self.prove(name, old)
        self._store.put_person(replace(person, secret=_secret(new)))

    def _allow(self, by: str, password: str) -> None:
        if self.are_registered and not self.prove(by, password).may(Act.ADMINISTER):
            raise NotProven(f"“{by}”没有管理权限，人员没有改动。", "请由有管理权限的人操作。")

    def _refuse(self, person: Person) -> None:
        if not person.name:
            raise PersonRefused("没有写姓名。")
        if not person.roles:
            raise PersonRefused(f"“{person.name}”没有选岗位。", "经办、审核、管理至少选一个。")
        if not person.secret:
            raise PersonRefused(f"“{person.name}”还没有密码。", f"请设一个至少 {MIN_PASSWORD} 个字符的密码。")
        others = [one for one in self.everybody() if one.name != person.name]
        administers = person.is_active and Role.ADMINISTRATOR in person.roles
        if not administers and not any(Role.ADMINISTRATOR in one.roles for one in others):
            raise PersonRefused("至少要留一个有管理权限的人。")


def _secret(password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise PersonRefused(f"密码至少要 {MIN_PASSWORD} 个字符。")
    salt = secrets.token_bytes(16)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${_digest(password, salt).hex()}"


def _fits(password: str, secret: str) -> bool:
    """Compare in the same time whether or not there is a person, so that names cannot be guessed."""
    parts = secret.split("$")
    salt, digest = (
        (bytes.fromhex(parts[4]), bytes.fromhex(parts[5])) if len(parts) == 6 else (b"\0" * 16, b"")
    )
    return hmac.compare_digest(_digest(password, salt), digest)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES)
