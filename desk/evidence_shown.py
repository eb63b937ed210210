"""Evidence, as picture or as text: never as a page, and only what some issue shows."""

from __future__ import annotations

from fastapi import HTTPException, Response

from desk.desk import Desk
from store.errors import StoreError

# By the first bytes: what a name or a row says of them is not believed.
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
_FILES = {"snapshot": ("wangye", "txt"), "har": ("qingqiu", "har"), "evidence": ("zhengju", "txt")}


def shown(desk: Desk, digest: str, *, keep: bool = False) -> Response:
    """A picture to be looked at, or a file to be kept. `keep`: the picture, too. Raises 404 for what no issue shows."""
    kind = desk.store.shown_as(digest)
    if kind is None:
        raise HTTPException(404, "没有这份证据，或没有问题单用到它")
    try:
        body = desk.store.evidence.get(digest)
    except StoreError as error:
        if error.reason == "not-found":
            raise HTTPException(404, "这份证据已按保存期限清理") from None
        raise
    picture = picture_kind(body) if kind == "evidence" else None
    if picture is not None:
        return _answer(body, f"image/{picture}", "attachment" if keep else "inline", f"jietu-{digest[:12]}.{picture}")
    name, ending = _FILES[kind]
    return _answer(body, "text/plain; charset=utf-8", "attachment", f"{name}-{digest[:12]}.{ending}")


def picture_kind(body: bytes) -> str | None:
    """png, jpeg or webp; None for everything else, drawings in XML among it."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in _PICTURES if body.startswith(magic)), None)


def _answer(body: bytes, kind: str, how: str, name: str) -> Response:
    """`name` is ASCII, of our own making. Bytes that are named by their hash never change."""
    answer = Response(body, media_type=kind)
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer
