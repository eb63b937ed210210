"""Keys made of content: no look-up is needed before a row is written, and the same thing has the same key everywhere.

63 bits of BLAKE2b: among a million addresses two share a key with a chance of one in ten million.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import blake2b

from store.values import clean

Seen = tuple[str, str, str]  # a link as a page shows it: target's address, element, text


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


def address_key(url: str) -> int:
    """The key of an address."""
    return _key(clean(url))


def anchor_key(seen: Seen) -> int:
    """The key of one way to link: the same target, element and text, on whatever page."""
    return _key(clean("\n".join(seen)))


def pack(keys: Sequence[int]) -> bytes:
    """Keys in their order, eight bytes each."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpack(packed: bytes) -> tuple[int, ...]:
    """What `pack` wrote."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)
