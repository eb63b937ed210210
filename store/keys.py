"""Short keys for addresses and links.

An address's key is made of its content, so that no look-up is needed before a row is written: 63 bits of BLAKE2b, by
which two of a million addresses are confused with a chance of one in ten million.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from hashlib import blake2b

from store.values import clean

Seen = tuple[str, str, str]  # a link as a page shows it: target's address, element, text


def address_key(url: str) -> int:
    """The key of an address."""
    return int.from_bytes(blake2b(clean(url).encode(), digest_size=8).digest(), "little") >> 1


def pack(numbers: Sequence[int]) -> bytes:
    """Numbers of anchors in their order, four bytes each."""
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack(packed: bytes) -> tuple[int, ...]:
    """What `pack` wrote."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)
