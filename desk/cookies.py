"""Cookies of the desk: their names, their flags, and what is believed of those that come."""

from __future__ import annotations

from fastapi import Request, Response

from desk.desk import Desk

ENTRY = "xunjian-entry"  # of who is not signed in yet: the sign-in form's own token
AWAY = "xunjian-away"  # of who is away to sign in elsewhere: the secret that they must bring back


def name_of(desk: Desk, name: str) -> str:
    """By https no other host or path can set a cookie of that name: browsers see to it because of the prefix."""
    return f"__Host-{name}" if desk.settings.secure else name


def cookie(request: Request, desk: Desk, name: str) -> str | None:
    """The cookie's value; None: there is none, or there are several, of which one is somebody else's work."""
    wanted, found = name_of(desk, name), set[str]()
    for line in request.headers.getlist("cookie"):
        for part in line.split(";"):
            key, equals, value = part.strip().partition("=")
            if equals and key == wanted:
                found.add(value.strip().strip('"'))
    return found.pop() if len(found) == 1 else None


def give(response: Response, request: Request, desk: Desk, name: str, value: str, seconds: int | None = None) -> None:
    """Set it. Without `seconds` it ends with the browser.

    SameSite is Lax, not Strict: who comes from a mail's link, or back from signing in elsewhere, is still signed in.
    What changes anything is asked for the token, whatever cookie comes with it.
    """
    response.set_cookie(
        name_of(desk, name),
        value,
        max_age=seconds,
        path="/",
        secure=desk.settings.secure or request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response, request: Request, desk: Desk, name: str) -> None:
    """The browser forgets it."""
    give(response, request, desk, name, "", 0)
