"""Ids of messages: they sort by time, and stand in every message so that a repeated one is known."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def new_message_id(now: datetime) -> str:
    """`m20250325-0100-1a2b3c4d`: short enough to be read out on the telephone."""
    return f"m{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
