"""Who comes from another place of signing in: the way there and back, and who they are here."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from desk.desk import Desk
from desk.return_path import return_path
from inspection.people import Person, Role
from store.people import TakenError


class ElsewhereError(Exception):
    """Why nobody came in from elsewhere: `words` for the person, in Chinese; `why` for the trail."""

    def __init__(self, words: str, why: str = "") -> None:
        self.words, self.why = words, why
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the provider vouches for."""

    subject: str  # issuer and sub
    login: str  # "" where none can be believed
    name: str


@dataclass(frozen=True, slots=True)
class Trip:
    """One browser's way to the provider and back. The browser keeps the secret; what travels is derived from it."""

    secret: str
    next: str = "/"

    @property
    def state(self) -> str:
        """What must come back with the code."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """What must stand in the ID token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """PKCE's: shown when the code is redeemed."""
        return self._derived("verifier")

    def kept(self) -> str:
        """As the cookie keeps it."""
        return f"{self.secret}.{base64.urlsafe_b64encode(self.next.encode()).decode().rstrip('=')}"

    @classmethod
    def of(cls, kept: str | None) -> Trip | None:
        """From the cookie; None: there is none that is sound."""
        secret, dot, then = (kept or "").partition(".")
        if not dot or len(secret) < 32:
            return None
        try:
            path = base64.urlsafe_b64decode(then + "=" * (-len(then) % 4)).decode()
        except ValueError:
            return None
        return cls(secret, return_path(path))

    def _derived(self, what: str) -> str:
        digest = hmac.new(self.secret.encode(), what.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def welcomed(desk: Desk, known: Known) -> Person:
    """Who that is on the desk: bound by issuer and sub, never by a name that the provider may give to another.

    Whom an admin put down without a password is bound at their first coming, by login; who is new becomes a reader,
    where the settings allow that. Raises ElsewhereError.
    """
    person = desk.store.person_by_subject(known.subject) or _expected(desk, known) or _new(desk, known)
    if person is None:
        raise ElsewhereError("您还没有登记为办理台的人员，请联系管理员", f"unknown: {known.login}")
    if not person.active:
        raise ElsewhereError("您的账户已停用，请联系管理员", f"inactive: {person.login}")
    return person


def _expected(desk: Desk, known: Known) -> Person | None:
    person = desk.store.person_by_login(known.login) if known.login else None
    if person is None or not person.active or not desk.store.bind_subject(person.id, known.subject):
        return None
    return desk.store.person(person.id)


def _new(desk: Desk, known: Known) -> Person | None:
    if desk.settings.oidc_role == "none":
        return None
    mark = hashlib.sha256(known.subject.encode("utf-8", "replace")).hexdigest()[:8]
    for login in (known.login, f"{known.login or 'oidc'}-{mark}"):  # a login that is taken stays its owner's
        try:
            if login:
                person = Person(login, known.name, Role.READER)
                return desk.store.add_person(person, desk.clock(), subject=known.subject)
        except TakenError:
            continue
    return desk.store.person_by_subject(known.subject)  # they came twice at once
