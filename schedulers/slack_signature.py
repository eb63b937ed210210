"""Whether a request comes from Slack, and what it says: for whatever serves it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from notifications.channels.slack_actions import UnreadableError

LARGEST_BODY = 1024 * 1024  # bytes; a payload carries the whole message that was acted on
_FIELDS = 20  # of the form; Slack sends one


class _Clock(SignatureClock):
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()


class Signature:
    """Slack's signature with one secret. `now` is in seconds since 1970."""

    def __init__(self, secret: str, now: Callable[[], float] = time.time) -> None:
        self._verifier = SignatureVerifier(secret, _Clock(now))

    def holds(self, body: bytes, stamp: str, signature: str) -> bool:
        """Signed with our secret within the last five minutes. Whatever else the headers hold is no signature."""
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15 and signature.isascii()):
            return False
        try:
            return bool(self._verifier.is_valid(body=body, timestamp=stamp, signature=signature))
        except UnicodeDecodeError:
            return False


def payload_of(body: bytes) -> object:
    """The form's payload. Raises UnreadableError."""
    try:
        form = parse_qs(body.decode("utf-8"), max_num_fields=_FIELDS)
        return json.loads(form["payload"][0])
    except (ValueError, KeyError, RecursionError) as error:
        raise UnreadableError(f"没有可读的 payload（{type(error).__name__}）") from None
