"""The caller, by the interface: who one is, and one's tokens."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import HTTPException, Path
from pydantic import BaseModel, Field

from desk.access import Caller, TheCaller, TheDesk
from desk.api.answers import Asking, Number, Text, part, told
from desk.desk import Desk
from inspection.people import Power, Role
from store.audit import AuditRow
from store.sessions import Scope, Token

router = part("me")


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
    days: Annotated[int | None, Field(ge=1, le=3660, description="How many days it holds; null: for ever.")] = None


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
        raise HTTPException(403, "令牌不能用来生成新的令牌，请登录后在“我的”页面生成")
    secret, now = secrets.token_urlsafe(32), desk.clock()
    ends = None if asked.days is None else now + timedelta(days=asked.days)
    desk.store.add_token(secret, caller.person.id, asked.name.strip(), asked.scope, now, ends)
    _keep(desk, caller, "token-add", asked.name.strip())
    made = desk.store.token_owner(secret, now)
    assert made is not None
    newest = desk.store.tokens_of(caller.person.id)[0]
    return NewToken(**_token(newest).model_dump(), secret=secret)


@router.delete("/me/tokens/{id}", summary="Revoke one of one's own tokens", status_code=204, responses=told(404))
def revoke(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> None:
    """From now on it is refused. Another person's is as unknown as one that never was."""
    if not desk.store.revoke_token(id, caller.person.id, desk.clock()):
        raise HTTPException(404, "您没有这个令牌，或者它已经停用")
    _keep(desk, caller, "token-revoke", str(id))


def _token(token: Token) -> TokenOut:
    names = ("id", "name", "scope", "created_at", "expires_at", "used_at", "revoked_at")
    return TokenOut(**{name: getattr(token, name) for name in names})


def _keep(desk: Desk, caller: Caller, act: str, subject: str) -> None:
    person = caller.person
    row = AuditRow(desk.clock(), person.name, act, subject[:500], person=person.id, address=caller.address)
    desk.store.audit(row)
