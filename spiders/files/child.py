"""A child that reads files, one after the other, within bounds of memory: python -m spiders.files.child.

Asked by frames on standard input: four bytes of length and a JSON object {name, size, document}, then so many bytes of
the file. Each is answered by one line of JSON on standard output: the facts; of a document {text}, or {refused}, which
says why in Chinese. Whoever asks watches the time, and ends the child where it takes too long; a child that dies has
met a file that it could not stand.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from typing import Any, BinaryIO

from inspection.visits import to_facts
from spiders.files.documents import DocumentError, document_text
from spiders.files.facts import facts_of_file

MEMORY = 1536 * 1024 * 1024  # bytes of address space
LONGEST = 90  # seconds of one file; whoever asks gives up sooner, but may have been killed


def main() -> None:
    """Serve until standard input ends."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    # Soft alone: a program that is started may be given more than we take ourselves.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    while (frame := _frame(sys.stdin.buffer)) is not None:
        name, body, document = frame
        signal.alarm(LONGEST)  # ends the process, also amid C code: a file without end must not outlive its round
        told = _document(body, name) if document else to_facts(facts_of_file(body, name))
        signal.alarm(0)
        answers.write(json.dumps(told, ensure_ascii=True).encode() + b"\n")
        answers.flush()


def ask(name: str, body: bytes, *, document: bool = False) -> bytes:
    """The frame that asks for a file's facts, or for a document's text."""
    head = json.dumps({"name": name, "size": len(body), "document": document}).encode()
    return struct.pack(">I", len(head)) + head + body


def _document(body: bytes, name: str) -> dict[str, Any]:
    try:
        return {"text": document_text(body, name)}
    except DocumentError as error:
        return {"refused": str(error)}


def _frame(source: BinaryIO) -> tuple[str, bytes, bool] | None:
    length = source.read(4)
    if len(length) < 4:
        return None
    head = json.loads(source.read(struct.unpack(">I", length)[0]))
    return str(head["name"]), source.read(int(head["size"])), bool(head["document"])


if __name__ == "__main__":
    main()
