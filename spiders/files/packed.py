"""Archives opened with limits: their members by name, inflated no further than they may be."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from spiders.files.text import MOST_INFLATED, MOST_MEMBERS, UnreadError

_MOST_XML = 60 * 1024 * 1024  # bytes of one member
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Packed:
    """A zip archive. Raises UnreadError: damaged, encrypted, too-large."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RecursionError) as error:
            raise UnreadError("damaged") from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise UnreadError("too-large")
        self._left = MOST_INFLATED
        self.members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if not member.is_dir():
                name = shown_name(member)
                # Of two members with one name programs open the last one; what the first says is there all the same.
                if (hidden := self.members.pop(name, None)) is not None:
                    self.members[f"{len(self.members) + 1}/{name}"] = hidden
                self.members[name] = member

    def read(self, name: str, most: int = _MOST_XML) -> bytes:
        """A member's bytes. What its header says of its size is not believed."""
        member = self.members.get(name)
        if member is None:
            raise UnreadError("damaged")
        if member.flag_bits & _ENCRYPTED:
            raise UnreadError("encrypted")
        most = min(most, self._left)
        try:
            with self._zip.open(member) as file:
                body = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise UnreadError("damaged") from error
        if len(body) > most:
            raise UnreadError("too-large")
        self._left -= len(body)
        return body

    def xml(self, name: str) -> Element:
        """A member as XML. Entities of its own making are refused."""
        try:
            return fromstring(self.read(name))
        except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
            raise UnreadError("damaged") from error

    def named(self, beginning: str, ending: str = ".xml") -> Iterator[str]:
        """Names of members, in order: slide2 before slide10."""
        names = [name for name in self.members if name.startswith(beginning) and name.endswith(ending)]
        yield from sorted(names, key=lambda name: (len(name), name))


def shown_name(member: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: Chinese programs write GBK and do not say so."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for charset in ("utf-8", "gb18030"):
            try:
                return raw.decode(charset)
            except UnicodeDecodeError:
                continue
    return name


def local(tag: object) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
