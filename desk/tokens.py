"""Personal tokens: made for programs and feeds, shown once, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import get_args

from desk.access import Caller
from desk.desk import Desk
from desk.signing_in import keep
from store.sessions import Scope
from store.values import clean

SCOPE_NAMES: dict[Scope, str] = {
    "read": "接口：只查询",
    "act": "接口：查询和办理",
    "feed": "订阅：日历与 RSS",
}
DAYS: dict[int, str] = {30: "30 天", 90: "90 天", 365: "一年", 0: "长期有效"}
_MOST = 50  # tokens of one person that still hold
_LONGEST = 100


class TokenError(Exception):
    """Why no token was made; Chinese."""


def make(desk: Desk, caller: Caller, name: str, scope: str, days: int) -> str:
    """The secret of a new token; `days` 0: it holds until it is revoked. Raises TokenError."""
    name, now = clean(name).strip(), desk.clock()
    chosen: Scope | None = next((one for one in get_args(Scope) if one == scope), None)
    if caller.session is None:
        raise TokenError("令牌不能用来生成新的令牌，请登录后生成")
    if not 1 <= len(name) <= _LONGEST or not name.isprintable():
        raise TokenError(f"请写明令牌的用途，最多 {_LONGEST} 个字")
    if chosen is None or days not in DAYS:
        raise TokenError("请选择令牌的用途和有效期")
    if held(desk, caller.person.id) >= _MOST:
        raise TokenError(f"最多有 {_MOST} 个有效的令牌，请先停用不再使用的")
    secret = secrets.token_urlsafe(32)
    desk.store.add_token(secret, caller.person.id, name, chosen, now, now + timedelta(days=days) if days else None)
    keep(desk, caller.person, "token-add", caller.address, subject=name, detail={"scope": chosen, "days": days})
    return secret


def held(desk: Desk, person: int) -> int:
    """How many tokens of the person's are good."""
    return sum(one.holds(desk.clock()) for one in desk.store.tokens_of(person))


def revoke(desk: Desk, caller: Caller, id_: int) -> bool:
    """No longer good; False where it is none of the caller's own that still held."""
    known = [one for one in desk.store.tokens_of(caller.person.id) if one.id == id_]
    if not known or not desk.store.revoke_token(id_, caller.person.id, desk.clock()):
        return False
    keep(desk, caller.person, "token-revoke", caller.address, subject=known[0].name)
    return True
