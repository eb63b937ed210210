"""A lease on a site: two processes do not run one site's round at once on one database."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from store.tables import leases
from store.values import clean

TTL = timedelta(seconds=60)
# No two machines' clocks differ by as much: a heartbeat further ahead was written by a clock that was wrong.
_IMPOSSIBLY_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Process:
    """A process that cannot be taken for another: a number is used again, after a reboot and in another container."""

    machine: str
    pid: int
    started: str


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace").strip()
    except OSError:
        return ""  # no /proc here (macOS): host name and number must do


def _started(pid: int) -> str:
    after_name = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    # proc(5): field 3 is the state (Z: dead, not yet buried), field 22 the start time in ticks since boot
    return after_name[19] if len(after_name) > 19 and after_name[0] not in "ZX" else ""


def this_process() -> Process:
    """The process that asks."""
    boot = _read("/proc/sys/kernel/random/boot_id")
    # A network of its own (a container's, a test's) can be cut off while the process lives: that is another machine.
    machine = f"{socket.gethostname()} {boot} {_namespace('pid')} {_namespace('net')}"
    return Process(machine.strip(), os.getpid(), _started(os.getpid()))


def _namespace(kind: str) -> str:
    try:
        return os.readlink(f"/proc/self/ns/{kind}")  # noqa: PTH115 (it is no path to a file)
    except OSError:
        return ""


def _runs(process: Process) -> bool:
    """Whether a process of this machine is alive, and still the same."""
    if process.started:
        return _started(process.pid) == process.started
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def clock(connection: Connection) -> datetime:
    """The time by which leases are held. Machines on one server go by its clock: theirs may differ by minutes."""
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


def is_free(holder: Process, heartbeat_at: datetime, here: Process, now: datetime, ttl: timedelta) -> bool:
    """Whether somebody else's lease may be taken over.

    On one machine the holder's life decides, so that a clock that jumps or a laptop that slept gives away no lease.
    Of another machine only the heartbeat is known.
    """
    if holder.machine == here.machine:
        return not _runs(holder)
    return heartbeat_at + ttl <= now or heartbeat_at > now + _IMPOSSIBLY_AHEAD


def acquire(connection: Connection, site: str, owner: str, now: datetime, ttl: timedelta, here: Process) -> bool:
    """Take the site's lease; True when it is ours now. The same owner may take it again.

    Runs in a transaction that writes; on PostgreSQL two first takers are told apart by the primary key.
    """
    site = clean(site)
    held = connection.execute(select(leases).where(leases.c.site == site).with_for_update()).one_or_none()
    if held is not None:
        holder = Process(held.machine, held.pid, held.process_started)
        if held.owner != owner and not is_free(holder, held.heartbeat_at, here, now, ttl):
            return False
        connection.execute(delete(leases).where(leases.c.site == site))
    connection.execute(
        insert(leases).values(
            site=site,
            owner=owner,
            machine=here.machine,
            pid=here.pid,
            process_started=here.started,
            acquired_at=now,
            heartbeat_at=now,
        )
    )
    return True


def renew(connection: Connection, site: str, owner: str, now: datetime) -> bool:
    """A heartbeat; False when the lease was lost, and the round must stop."""
    ours = (leases.c.site == clean(site)) & (leases.c.owner == owner)
    return bool(connection.execute(update(leases).where(ours).values(heartbeat_at=now)).rowcount)


def release(connection: Connection, site: str, owner: str) -> None:
    """Give the lease back, if it is ours."""
    connection.execute(delete(leases).where(leases.c.site == clean(site), leases.c.owner == owner))
