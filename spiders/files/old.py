"""Files of before 2007 (doc, xls, ppt, wps): what they hold, and a word file's text by a program of the system.

Word files of another form than spiders.files.old_word knows are read by whatever Debian program is there: LibreOffice,
antiword, catdoc. Where none is, they are unread, and said so. The programs run with a limit of time and in a folder
that goes with them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from spiders.files.old_word import read_doc
from spiders.files.sheets import read_xls
from spiders.files.text import FIRST, FileText, UnreadError, cut
from spiders.files.word import read_docx

_SECONDS = 40.0
_HOLDS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
PROGRAMS = ("soffice", "antiword", "catdoc")


def read_ole(body: bytes, programs: tuple[str, ...] = PROGRAMS) -> FileText:
    """A compound file. Raises UnreadError."""
    holds = held_by(body)
    if holds == "encrypted":
        raise UnreadError("encrypted")
    if holds == "xls":
        return read_xls(body)
    if holds != "doc":
        raise UnreadError("no-tool" if holds == "ppt" else "unknown-kind")
    try:
        return read_doc(body)
    except UnreadError as error:
        if error.reason != "damaged":
            raise
    found = next((path for name in programs if (path := shutil.which(name))), None)
    if found is None:
        raise UnreadError("no-tool")
    with tempfile.TemporaryDirectory(prefix="xunjian-") as folder:
        source = Path(folder) / "a.doc"
        source.write_bytes(body)
        return _READERS[Path(found).name](found, source)


def held_by(body: bytes) -> str:
    """What a compound file holds, by the names in its directory: doc, xls, ppt, encrypted, ole."""
    for name, kind in _HOLDS:
        if name.encode("utf-16-le") + b"\x00\x00" in body:
            return kind
    return "ole"


def _by_office(program: str, source: Path) -> FileText:
    """As a newer Word file, whose tables are read as such."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    _run(
        [
            program,
            "--headless",
            "--norestore",
            profile,
            "--convert-to",
            "docx",
            "--outdir",
            str(source.parent),
            str(source),
        ]
    )
    made = source.with_suffix(".docx")
    if not made.exists():
        raise UnreadError("damaged")
    return replace(read_docx(made.read_bytes()), kind="doc")


def _by_antiword(program: str, source: Path) -> FileText:
    return _told(_run([program, "-m", "UTF-8.txt", "-w", "0", str(source)]))


def _by_catdoc(program: str, source: Path) -> FileText:
    return _told(_run([program, "-d", "utf-8", "-w", str(source)]))


_READERS: dict[str, Callable[[str, Path], FileText]] = {
    "soffice": _by_office,
    "antiword": _by_antiword,
    "catdoc": _by_catdoc,
}


def _told(output: bytes) -> FileText:
    text, unread = cut(output.decode("utf-8", "replace").replace("|", "\t").strip())
    if not text:
        raise UnreadError("damaged")
    return FileText("doc", text, text[:FIRST], unread=unread)


def _run(command: list[str]) -> bytes:
    """What the program writes. It and all that it starts end with its time."""
    folder = str(Path(command[-1]).parent)
    with subprocess.Popen(  # noqa: S603, the program's path is the system's, the file's name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder, "LC_ALL": "C.UTF-8", "TMPDIR": folder},
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=_SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise UnreadError("timeout") from None
