"""What browsers may do with the desk's answers: headers on every one of them."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # pico's arrows and ticks are data: addresses
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
_ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_STATIC = "/static/"
_OUT = "/sign-out"


def rule(headers: MutableHeaders, path: str, query: bytes, status: int, *, secure: bool) -> None:
    """Add the rules. A page's own Content-Security-Policy holds beside the desk's: it can only be stricter."""
    headers.append("Content-Security-Policy", POLICY)
    for name, value in _ALWAYS.items():
        headers[name] = value
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if (
        path == _OUT and status == 303
    ):  # a PC may be shared: what a script kept (drafts of the plan) goes with its person
        headers["Clear-Site-Data"] = '"storage"'
    if path.startswith(_STATIC) and status in (200, 304):
        versioned = query.startswith(b"v=")
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
    else:
        headers.setdefault("Cache-Control", "no-store")
