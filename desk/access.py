"""Who asks: the person of a request, and what they must be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from desk.desk import Desk
from inspection.people import Person, Power
from store.sessions import Scope, Session

COOKIE = "xunjian"  # the session's secret


class SignInError(Exception):
    """Nobody is signed in: a page leads to the form, a program is answered 401."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and how: by a session (browser) or by a token (program)."""

    person: Person
    session: Session | None = None
    scope: Scope | None = None  # of the token
    address: str = ""  # of the browser or program
    token: int | None = None


def desk_of(request: Request) -> Desk:
    """The desk that this application serves."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


def known_caller(request: Request) -> Caller | None:
    """Who asks, where somebody is signed in."""
    found = getattr(request.state, "caller", None)
    return found if isinstance(found, Caller) else None


def by_htmx(request: Request) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def caller_of(request: Request) -> Caller:
    """Who asks. Raises SignInError where nobody is signed in (auth's middleware leaves the caller in the state)."""
    found = known_caller(request)
    if found is None:
        raise SignInError
    return found


def require(caller: Caller, power: Power) -> None:
    """Raises 403 where the caller's role does not allow that."""
    if not caller.person.may(power):
        raise HTTPException(403, "您的身份没有这项权限，如确有需要，请联系管理员")


def needs(power: Power) -> object:
    """A dependency: the caller's role must allow that. Answers 403 otherwise."""

    def asked(caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
        require(caller, power)
        return caller

    return Depends(asked)


TheDesk = Annotated[Desk, Depends(desk_of)]
TheCaller = Annotated[Caller, Depends(caller_of)]
