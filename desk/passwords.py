"""Passwords: which are good enough, how they are kept, how they are checked, and those made for one use."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from threading import BoundedSemaphore
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError

T = TypeVar("T")
SHORTEST, LONGEST = 10, 200  # characters
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike: one-time passwords are read aloud
# Each hash takes 64 MB and a core: many at once would take the machine.
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE = 15.0  # seconds
# What the lists of leaked passwords begin with, as far as it is long enough.
_LISTED = """
1234567890 0123456789 12345678910 123456789a 1234567890a a123456789 aa123456789 987654321 9876543210 1q2w3e4r5t
1qaz2wsx3edc qwertyuiop qwerty1234 qwerty12345 asdfghjkl1 zxcvbnm123 password12 password123 password1234 passw0rd123
p@ssw0rd123 admin12345 admin123456 administrator root123456 woaini1314 woaini5201314 5201314520 abc1234567 abcd123456
abc123456789 iloveyou12 iloveyou123 letmein123 welcome123 changeme123 xunjian123 xunjian1234 xunjian123456 1111111111
0000000000 qazwsxedcrfv zaq12wsxcde3 1qaz@wsx3edc qq123456789 test123456 user123456
"""
_COMMON = frozenset(_LISTED.split())


class BusyError(Exception):
    """Too many passwords are being checked."""


@cache
def _hashing() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    return hashed(secrets.token_urlsafe(16))


def weakness(password: str, login: str) -> str | None:
    """Why that is no good password, in Chinese; None: it is. No rule asks for capitals or signs: length helps more."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        return f"密码至少 {SHORTEST} 个字符，可以用一句话"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 个字符"
    if plain in _COMMON or plain.rstrip("!@#.") in _COMMON or len(set(plain)) < 4:
        return "这个密码太常见，很容易被猜到，请换一个"
    if login and plain.replace(login.casefold(), "").strip("0123456789!@#._-") == "":
        return "密码不能用用户名改成"
    return None


def hashed(password: str) -> str:
    """As it is kept: argon2id. Raises BusyError."""
    return _alone(lambda: _hashing().hash(_bytes(password)))


def checked(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether it is the one, and a newer hash of it where the kept one's parameters are old. Raises BusyError.

    Without a kept one it takes as long, and is wrong: nobody learns which logins there are.
    """
    held = kept if kept is not None else _nobodys()
    try:
        right, newer = _alone(lambda: _hashing().verify_and_update(_bytes(password[: LONGEST + 1]), held))
    except PwdlibError:  # not a hash of ours: a database that somebody edited
        return False, None
    return (bool(right), newer) if kept is not None else (False, None)


def one_time() -> str:
    """A password for somebody who will choose their own: 80 bits, in groups."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _alone(work: Callable[[], T]) -> T:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise BusyError
    try:
        return work()
    finally:
        _AT_ONCE.release()
