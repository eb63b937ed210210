"""Bodies as servers pack them, unpacked piece by piece and never beyond a limit."""

from __future__ import annotations

import zlib


class _Deflate:
    """`deflate` as servers really send it: with zlib's header or raw."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None

    def decompress(self, data: bytes, limit: int) -> bytes:
        """At most `limit` further bytes."""
        if self._inner is None:
            self._inner = zlib.decompressobj(zlib.MAX_WBITS if data[:1] in b"\x78\x58\x68\x48" else -zlib.MAX_WBITS)
        return self._inner.decompress(data, limit)


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def decompress(self, data: bytes, limit: int) -> bytes:
        return self._inner.decompress(data, limit)


def unpacker(encoding: str) -> _Gzip | _Deflate | None:
    """What unpacks a body with that Content-Encoding; None where it is not packed."""
    if encoding in {"gzip", "x-gzip"}:
        return _Gzip()
    return _Deflate() if encoding == "deflate" else None
