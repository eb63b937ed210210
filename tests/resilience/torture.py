"""Kill −9 at random moments for so many minutes: `python -m tests.resilience.torture FOLDER --minutes 10 [--postgres]`.

Each game: a generated portal is inspected once in peace, and once killed again and again until it is done, in full and
then daily. A line of JSON for each game says how often it was killed, and what was lost, which must be nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.portals import Serving, generate, serve
from benchmarks.portals.families import FAMILIES
from tests.hostile.command import start
from tests.resilience.kept import Kept, Row, kept
from tests.resilience.processes import children, end_of, living

ALERTS = """
alerts:
  channels: {hook: {webhook: {url_env: HOOK_URL}}}
  routes: [{units: "*", to: [hook]}]
  group_wait: 0s
"""


@dataclass
class Game:
    """What one game came to. Everything but the numbers must be empty."""

    seed: int
    rounds: int = 0
    kills: dict[str, int] = field(default_factory=lambda: {"all": 0, "parent": 0, "child": 0})
    pages: int = 0
    resumes: int = 0
    gone: set[Row] = field(default_factory=set)  # there before a kill and not after it
    lost: list[Row] = field(default_factory=list)  # of those what an undisturbed round keeps
    wrong: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.lost and not self.wrong

    def line(self) -> str:
        said = {**asdict(self), "gone": len(self.gone), "sound": self.sound}
        return json.dumps(said, ensure_ascii=False) + "\n"


class Player:
    """One database of one portal, and the command."""

    def __init__(self, folder: Path, url: str, serving: Serving) -> None:
        folder.mkdir(parents=True)
        self.folder, self.url = folder, url
        self.evidence = folder / "data" / "xunjian" / "evidence"
        self._plan = folder / "plan.yaml"
        plan = serving.real(serving.portal.plan).replace("delay: 0,", "delay: 0.03,")
        self._plan.write_text(plan + ALERTS, "utf-8")
        self._as_of = serving.portal.as_of

    def arguments(self, kind: str) -> list[str]:
        return [
            "inspect", str(self._plan), "--as-of", self._as_of.isoformat(), "--round", kind, "--quiet",
            "--report", str(self.folder / f"{kind}.json"), "--database", self.url,
        ]  # fmt: skip

    def run(self, kind: str) -> tuple[int, float]:
        began = time.monotonic()
        status = start(self.folder, *self.arguments(kind)).wait()
        return status, time.monotonic() - began

    def kept(self) -> Kept:
        return kept(self.url, self.evidence)


def play(folder: Path, seed: int, new_url: Callable[[Path], str], until: float) -> Game:
    """One game, in full and daily; ends early when the time is up."""
    game, chance = Game(seed), random.Random(seed)
    with serve(generate(seed, FAMILIES[seed % len(FAMILIES)].name)) as serving:
        calm = Player(folder / "calm", new_url(folder / "calm"), serving)
        hunted = Player(folder / "hunted", new_url(folder / "hunted"), serving)
        for kind in ("full", "daily"):
            status, seconds = calm.run(kind)
            if status not in (0, 1):
                game.wrong.append(f"{kind}: undisturbed it ended with {status}")
            if not _hunt(game, hunted, kind, seconds, chance, until):
                return game
            _compare(game, calm, hunted, kind)
    return game


def _hunt(game: Game, player: Player, kind: str, seconds: float, chance: random.Random, until: float) -> bool:
    """Kill the round until it ends by itself; False when the time was up before."""
    while True:
        process = start(player.folder, *player.arguments(kind))
        # Soon after it began, so that a round dies many times; now and then in its last moments.
        alive = chance.uniform(0.3, 1.2) * seconds if chance.random() < 0.2 else chance.uniform(1.5, 6.0)
        ended = end_of(process, alive if time.monotonic() < until else None)
        if ended is not None:
            break
        young = children(process.pid)
        how = chance.choice(("all", "parent", "child") if young else ("all", "parent"))
        before = player.kept()
        _kill(process.pid, how, young, chance)
        game.kills[how] += 1
        ended = end_of(process, seconds * 4 + 60)  # where only a child was killed, the round goes on
        if how == "child" and ended not in (0, 1):
            game.wrong.append(f"{kind}: without a child it ended with {ended}")
        _still(game, process, young)
        after = player.kept()
        game.gone |= before.rows - after.rows
        game.wrong += [f"{kind}: {word}" for word in after.damage]
        game.wrong += [f"{kind}: {one} is open again" for one in before.finished - after.finished]
        if len(after.finished) > game.rounds:
            break  # it was done, and killed while it printed
    game.rounds += 1
    if ended not in (0, 1, -signal.SIGKILL):
        game.wrong.append(f"{kind}: ended with {ended}: {(player.folder / 'output.txt').read_text('utf-8')[-500:]}")
    return time.monotonic() < until


def _kill(parent: int, how: str, young: list[int], chance: random.Random) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
        if how == "all":
            os.killpg(parent, signal.SIGKILL)
        else:
            os.kill(parent if how == "parent" else chance.choice(young), signal.SIGKILL)


def _still(game: Game, process: Any, young: list[int]) -> None:
    """Nothing of a killed round may go on: its children notice within seconds."""
    process.wait()
    deadline = time.monotonic() + 10
    while living(young) and time.monotonic() < deadline:
        time.sleep(0.05)
    game.wrong += [f"child {pid} outlived its round" for pid in living(young)]


def _compare(game: Game, calm: Player, hunted: Player, kind: str) -> None:
    ours, theirs = hunted.kept(), calm.kept()
    if (differs := ours.claims ^ theirs.claims) != set():
        game.wrong.append(f"{kind}: findings differ: {sorted(differs)[:5]}")
    if not (theirs.issues and theirs.messages):
        game.wrong.append(f"{kind}: undisturbed it found nothing, or told nobody")
    if ours.told_twice:
        game.wrong.append(f"{kind}: told twice: {ours.told_twice}")
    for name in ("issues", "steps", "leases"):  # a round that takes long may tell more: it has waited longer
        if getattr(ours, name) != getattr(theirs, name):
            game.wrong.append(f"{kind}: {name}: {getattr(ours, name)} instead of {getattr(theirs, name)}")
    # A daily round gives up at its end what nothing leads to any more.
    game.lost = sorted(row for row in game.gone if row[0] == "full" or row in theirs.rows)
    game.pages, game.resumes = sum(what == "page" for _, what, _ in ours.rows), ours.resumes


@contextmanager
def _databases(postgres: bool, folder: Path) -> Iterator[Callable[[Path], str]]:
    if not postgres:
        yield lambda place: f"sqlite:///{place / 'x.db'}"
        return
    from tests.resilience.server import postgres_server

    with postgres_server(folder / "server") as new:
        yield lambda _: new()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    until, sound, seed = time.monotonic() + given.minutes * 60, True, given.seed
    with _databases(given.postgres, given.folder) as new_url:
        while time.monotonic() < until:
            game = play(given.folder / f"game{seed}", seed, new_url, until)
            sys.stdout.write(game.line())
            sys.stdout.flush()
            sound, seed = sound and game.sound, seed + 1
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
