"""The caller, by the interface: who one is, one's tokens and sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import HTTPException, Path
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Number, Text, part, refusals
from desk.signing_in import keep
from desk.tokens import TokenError, make, revoke
from inspection.people import Power, Role
from store.sessions import Scope, Session, Token

router = part("me")
_SHOWN = 16  # letters of a session's digest


class Me(BaseModel):
    """Who asks."""

    id: Number
    login: str
    name: str
    role: Role
    unit: str | None = Field(description="Of a handler: whose issues are theirs.")
    powers: list[Power] = Field(description="What the role allows beside acting on issues.")
    scope: Scope | None = Field(description="Of the token; null: a session asks.")


class TokenOut(BaseModel):
    """A personal token, without its secret."""

    id: Number
    name: str
    scope: Scope = Field(description="read: questions alone; act: what its owner may; feed: the feeds alone.")
    created_at: datetime
    expires_at: datetime | None = Field(description="null: never.")
    used_at: datetime | None
    revoked_at: datetime | None = Field(description="From then on it is refused.")


class NewToken(TokenOut):
    """A token just made."""

    secret: str = Field(description="Shown this once: `Authorization: Bearer …`.")


class Tokens(BaseModel):
    """One's own tokens, the newest first."""

    tokens: list[TokenOut]


class TokenIn(Asking):
    """A token to be made."""

    name: Annotated[Text, Field(min_length=1, max_length=100, pattern=r"\S", description="What it is for.")]
    scope: Literal["read", "act", "feed"]
    days: Annotated[Literal[0, 30, 90, 365], Field(description="How many days it holds; 0: for ever.")] = 90


class SessionOut(BaseModel):
    """One browser in which one is signed in."""

    id: str = Field(description="Names it; it opens nothing.")
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    agent: str = Field(description="What the browser says it is.")
    here: bool = Field(description="Whether it is the one that asks.")


class Sessions(BaseModel):
    """One's own sessions, the one seen last first."""

    sessions: list[SessionOut]


@router.get("/me", summary="Who asks")
def me(caller: TheCaller) -> Me:
    """The person of the token or session, and what they may do."""
    person = caller.person
    names = ("id", "login", "name", "role", "unit")
    known = {name: getattr(person, name) for name in names}
    return Me(**known, powers=[power for power in Power if person.may(power)], scope=caller.scope)


@router.get("/me/tokens", summary="One's own tokens")
def tokens(desk: TheDesk, caller: TheCaller) -> Tokens:
    """Without their secrets."""
    return Tokens(tokens=[_token(one) for one in desk.store.tokens_of(caller.person.id)])


@router.post("/me/tokens", summary="Make a token (session only)", status_code=201)
def add_token(desk: TheDesk, caller: TheCaller, asked: TokenIn) -> NewToken:
    """A token cannot make another: whoever got hold of one would keep a way in after it is revoked."""
    if caller.session is None:
        raise HTTPException(403, "令牌不能用来生成新的令牌，请登录后生成")
    try:
        secret = make(desk, caller, asked.name, asked.scope, asked.days)
    except TokenError as error:
        raise HTTPException(422, str(error)) from None
    held = desk.store.held_token(secret, desk.clock())
    made = next(one for one in desk.store.tokens_of(caller.person.id) if held is not None and one.id == held.id)
    return NewToken(**_token(made).model_dump(), secret=secret)


@router.delete("/me/tokens/{id}", summary="Revoke one of one's own tokens", status_code=204, responses=refusals(404))
def revoke_token(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> None:
    """From now on it is refused. Another person's is as unknown as one that never was."""
    if not revoke(desk, caller, id):
        raise HTTPException(404, "您没有这个令牌，或者它已经停用")


@router.get("/me/sessions", summary="One's own sessions")
def sessions(desk: TheDesk, caller: TheCaller) -> Sessions:
    """Where one is signed in."""
    known = desk.store.sessions_of(caller.person.id, desk.clock())
    return Sessions(sessions=[_session(one, caller.session) for one in known])


@router.delete("/me/sessions/{id}", summary="End one of one's own sessions", status_code=204, responses=refusals(404))
def end_session(desk: TheDesk, caller: TheCaller, id: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]) -> None:
    """That browser is signed out at once."""
    known = [one.digest for one in desk.store.sessions_of(caller.person.id, desk.clock()) if one.digest.startswith(id)]
    if len(known) != 1 or not desk.store.end_session(known[0], caller.person.id):
        raise HTTPException(404, "您没有这个登录，或者它已经结束")
    keep(desk, caller.person, "session-end", caller.address)


def _session(one: Session, here: Session | None) -> SessionOut:
    names = ("created_at", "seen_at", "expires_at", "address", "agent")
    mine = here is not None and here.digest == one.digest
    return SessionOut(**{name: getattr(one, name) for name in names}, id=one.digest[:_SHOWN], here=mine)


def _token(token: Token) -> TokenOut:
    names = ("id", "name", "scope", "created_at", "expires_at", "used_at", "revoked_at")
    return TokenOut(**{name: getattr(token, name) for name in names})
