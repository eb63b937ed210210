"""A word on what was done, said once on the next page: in a cookie that only the desk can write."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Literal
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from desk.access import known_caller

Kind = Literal["good", "bad", "note"]
FLASH = "xunjian-said"
_KINDS = ("good", "bad", "note")
_LONGEST = 300  # characters: a cookie holds 4 kB, and a Chinese character takes 9 bytes of it
_SECONDS = 60


def say(request: Request, answer: Response, words: str, kind: Kind = "good") -> None:
    """Leave a word for the person's next page. Nobody signed in: nothing is left."""
    key = _key(request)
    if not key:
        return
    said = json.dumps([kind, words[:_LONGEST]], ensure_ascii=False)
    secure = request.url.scheme == "https"
    value = f"{_signed(key, said)}.{quote(said, safe='')}"
    answer.set_cookie(FLASH, value, max_age=_SECONDS, httponly=True, samesite="lax", secure=secure)


def told(request: Request, address: str, words: str, kind: Kind = "good") -> RedirectResponse:
    """Redirect after a form was sent, with a word on what came of it. `address`: of the desk's own."""
    answer = RedirectResponse(address, status_code=303)
    say(request, answer, words, kind)
    return answer


def flashes_of(request: Request) -> list[tuple[str, str]]:
    """The word that waits for this page, as kind and words; whoever else wrote the cookie is not believed."""
    signature, _, said = request.cookies.get(FLASH, "").partition(".")
    key, said = _key(request), unquote(said)
    if not key or not hmac.compare_digest(signature.encode("utf-8", "replace"), _signed(key, said).encode()):
        return []
    kind, words = json.loads(said)
    return [(str(kind), str(words))] if kind in _KINDS else []


def _key(request: Request) -> str:
    caller = known_caller(request)
    return caller.session.csrf if caller is not None and caller.session else ""


def _signed(key: str, said: str) -> str:
    return hmac.new(key.encode(), said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
