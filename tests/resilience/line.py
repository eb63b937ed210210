"""The line between a program and its PostgreSQL server: TCP on loopback, which can be cut, also at the worst moment."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

_COMMIT = b"COMMIT\x00"


class Line:
    """Passes on what is said. `cut` breaks every connection and refuses new ones until `mend`.

    After `cut_at_commit` the next commit reaches the server, and its answer never arrives: nobody on this side can know
    whether it was done.
    """

    def __init__(self, path: str) -> None:
        self._path = path  # of the server's Unix socket
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._whole, self._at_commit = True, False
        self.cuts = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nothing passes any more."""
        self._whole = False
        self._break()

    def mend(self) -> None:
        """New connections pass again."""
        self._whole = True

    def cut_at_commit(self) -> None:
        """The answer to the next commit is lost, and the connection with it; new connections pass."""
        self._at_commit = True

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def _break(self) -> None:
        self.cuts += 1
        with self._lock:
            gone, self._open = self._open, []
        for end in gone:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _serve(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            if not self._whole:
                here.close()
                continue
            there = socket.socket(socket.AF_UNIX)
            there.connect(self._path)
            with self._lock:
                self._open += [here, there]
            unheard = threading.Event()  # from now on no answer arrives
            threading.Thread(target=self._ask, args=(here, there, unheard), daemon=True).start()
            threading.Thread(target=self._answer, args=(there, here, unheard), daemon=True).start()

    def _ask(self, source: socket.socket, target: socket.socket, unheard: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                if self._at_commit and _COMMIT in piece:
                    self._at_commit = False
                    unheard.set()
                target.sendall(piece)
        self._shut(source, target)

    def _answer(self, source: socket.socket, target: socket.socket, unheard: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                if unheard.is_set():  # the server's word that it is done goes no further
                    self._break()
                    return
                target.sendall(piece)
        self._shut(source, target)

    def _shut(self, source: socket.socket, target: socket.socket) -> None:
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(url: str) -> Iterator[tuple[Line, str]]:
    """A line to the database of that URL (on a Unix socket), and the URL that leads through the line."""
    direct = make_url(url)
    folder = str(direct.query["host"])
    port = direct.port or 5432
    line = Line(str(Path(folder) / f".s.PGSQL.{port}"))
    through = direct.set(host="127.0.0.1", port=line.port, query={"sslmode": "disable", "gssencmode": "disable"})
    try:
        yield line, through.render_as_string(hide_password=False)
    finally:
        line.close()
