"""The JSON interface as a whole: its parts, one by one."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
