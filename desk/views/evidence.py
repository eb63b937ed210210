"""What shows a fault: the picture on an issue's page, and the files beside it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from desk.access import TheCaller, TheDesk
from desk.evidence_shown import shown

router = APIRouter()


@router.get("/evidence/{digest}")
def evidence(desk: TheDesk, _: TheCaller, digest: str, download: str = "") -> Response:
    """`download`: keep the picture instead of looking at it."""
    return shown(desk, digest, keep=bool(download))
