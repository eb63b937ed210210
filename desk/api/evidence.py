"""Evidence, by the interface: as the page gives it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Response

from desk.access import TheCaller, TheDesk
from desk.api.answers import part, refusals
from desk.evidence_shown import shown

router = part("evidence")
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_KINDS = ("image/png", "image/jpeg", "image/webp", "text/plain")


@router.get(
    "/evidence/{digest}",
    summary="Bytes that show a fault",
    response_class=Response,
    responses={**refusals(404), 200: {"description": "The bytes.", "content": dict.fromkeys(_KINDS, _BYTES)}},
)
def evidence(
    desk: TheDesk,
    _: TheCaller,
    digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256, of an issue's `picture`.")],
) -> Response:
    """A picture, or text: pages and requests of the inspected site are never answered as HTML.

    Only what some issue's picture names; what was cleared away after its time is 404.
    """
    return shown(desk, digest)
