"""Policies and their interpretations: on time, late, missing, unlinked, exempt, of another edition."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import is_workday

from benchmarks.portals import words
from benchmarks.portals.world import Piece, World


def after_workdays(day: date, count: int) -> date:
    """The working day that lies `count` working days after `day`, by the official calendar (2004 to 2026)."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


@dataclass(slots=True, eq=False)
class Case:
    """One policy with what was made of it. Claims become addresses once the pieces have paths."""

    policy: Piece
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def add_policies(world: World) -> list[Case]:
    """Policies of every case, newest first in their columns as portals show them."""
    rng = world.rng
    world.within = rng.choice((0, 1, 3, 3, 5))
    world.since = world.today - timedelta(days=rng.randint(380, 430))
    topics = rng.sample(words.TOPICS, len(CASES) + 3)
    cases = []
    for number, (make, topic) in enumerate(zip(CASES, topics, strict=False)):
        title = f"{world.name[:-3]}{topic}{rng.choice(words.FORMS)}"
        # From three weeks ago back to a year: every due date has passed, none lies before `since`.
        day = _workday(world.today - timedelta(days=25 + number * 21 + rng.randint(0, 12)))
        cases.append(make(world, title, day))
    cases += _untouched(world, topics[len(CASES) :])
    for name in ("政策文件", "政策解读"):
        world.column(name).pieces.sort(key=lambda p: p.when, reverse=True)
    _others(world)
    return cases


def _workday(day: date) -> date:
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def _policy(world: World, core: str, day: date, head: str = "") -> Piece:
    rng = world.rng
    head = head or rng.choice((f"{world.name}关于印发《{core}》的通知", f"关于印发《{core}》的通知", core))
    piece = world.piece(world.column("政策文件"), head, day)
    piece.number = f"{world.name[0]}民规〔{day.year}〕{rng.randint(1, 30) * 7 + len(world.taken) % 7}号"
    while piece.number in world.taken:
        piece.number = f"{world.name[0]}民规〔{day.year}〕{rng.randint(1, 300)}号"
    world.taken.add(piece.number)
    piece.paragraphs.insert(0, f"第一条 为了规范{core[3:]}的实施，制定本文件。")
    return piece


def _reading(world: World, core: str, day: date, style: str, number: str = "") -> Piece:
    titles = {
        "quoted": ("《{c}》解读", "《{c}》政策解读", "关于《{c}》的解读", "【文字解读】《{c}》政策解读", "有关负责同志就《{c}》答记者问"),
        "plain": ("一图读懂：{c}", "一图读懂丨{c}", "图解：{c}", "一图读懂 | {c}"),
        "number": ("专家解读：让好政策惠及更多群众", "专家解读文章：托起稳稳的幸福", "政策问答：您关心的都在这里"),
    }  # fmt: skip
    while True:
        title = world.rng.choice(titles[style]).format(c=core)
        if title not in world.taken:
            break
        title += f"（之{world.rng.randint(2, 99)}）"
        break
    world.taken.add(title)
    piece = world.piece(world.column("政策解读"), title, day)
    if style == "number":
        piece.paragraphs.insert(0, f"日前，我局印发了新政策（{number}），现就有关内容解读如下。")
    else:
        piece.paragraphs.insert(0, "一、起草背景。二、主要内容。三、群众关心的几个问题。")
    return piece


def _link(policy: Piece, reading: Piece, forth: bool = True, back_: bool = True) -> None:
    if forth:
        policy.related.append(("相关解读", reading))
    if back_:
        reading.related.append(("相关文件", policy))


def _on_time(world: World, day: date) -> date:
    """On the day itself up to the very last permitted working day."""
    return after_workdays(day, world.rng.randint(0, world.within))


def _late(world: World, day: date) -> date:
    """From the first working day that is too late; always before the clock of the round."""
    return min(after_workdays(day, world.within + world.rng.choice((1, 1, 2, 4))), world.today - timedelta(days=1))


def _both(world: World, core: str, day: date) -> Case:
    policy = _policy(world, core, day)
    reading = _reading(
        world, core, _on_time(world, day), world.rng.choice(("quoted", "plain", "number")), policy.number or ""
    )
    _link(policy, reading)
    return Case(policy)


def _one_way(forth: bool) -> Callable[[World, str, date], Case]:
    def make(world: World, core: str, day: date) -> Case:
        policy = _policy(world, core, day)
        reading = _reading(
            world, core, _on_time(world, day), world.rng.choice(("quoted", "number")), policy.number or ""
        )
        _link(policy, reading, forth=forth, back_=not forth)
        return Case(policy, must=("unlinked-interpretation",))

    return make


def _paired_by(style: str) -> Callable[[World, str, date], Case]:
    def make(world: World, core: str, day: date) -> Case:
        policy = _policy(world, core, day)
        _reading(world, core, _on_time(world, day), style, policy.number or "")
        return Case(policy, must=("unlinked-interpretation",))

    return make


def _late_linked(world: World, core: str, day: date) -> Case:
    policy = _policy(world, core, day)
    _link(policy, _reading(world, core, _late(world, day), "quoted"))
    return Case(policy, must=("late-interpretation",))


def _late_unlinked(world: World, core: str, day: date) -> Case:
    policy = _policy(world, core, day)
    _reading(world, core, _late(world, day), world.rng.choice(("quoted", "number")), policy.number or "")
    return Case(policy, must=("late-interpretation", "unlinked-interpretation"))


def _missing(world: World, core: str, day: date) -> Case:
    return Case(_policy(world, core, day), must=("missing-interpretation",))


def _missing_but_news(world: World, core: str, day: date) -> Case:
    """News about it stands in another column, which is none of the interpretations' columns."""
    case = _missing(world, core, day)
    news = world.piece(next(c for c in world.columns if c.kind == "通知公告"), f"我局召开《{core}》宣贯会", day)
    news.related.append(("相关文件", case.policy))
    return case


def _other_edition(world: World, core: str, day: date) -> Case:
    """Last year's edition is interpreted, this year's is not."""
    old = _policy(world, f"{core}（{day.year - 1}年版）", _workday(day.replace(day=1) - timedelta(days=30)))
    _link(old, _reading(world, f"{core}（{day.year - 1}年版）", old.when, "quoted"))
    return _missing(world, f"{core}（{day.year}年版）", day)


def _several(world: World, core: str, day: date) -> Case:
    policy = _policy(world, core, day)
    for style, when in (("quoted", day), ("plain", after_workdays(day, world.within + 3)), ("number", day)):
        _link(policy, _reading(world, core, when, style, policy.number or ""))
    return Case(policy)


CASES: tuple[Callable[[World, str, date], Case], ...] = (
    _both, _one_way(True), _missing, _late_linked, _paired_by("quoted"), _one_way(False), _other_edition,
    _paired_by("number"), _several, _late_unlinked, _missing_but_news, _paired_by("plain"), _both, _both, _late_linked, _missing,
)  # fmt: skip


def _untouched(world: World, topics: list[str]) -> list[Case]:
    """Policies that need no interpretation: exempt, from before `since`, or not due yet."""
    rng, town = world.rng, world.name[:-3]
    exempt = rng.choice(
        (
            f"{world.name}关于同意{town}{topics[0]}中心成立登记的批复",
            f"关于转发《{town}{topics[0]}工作指引》的通知",
            f"{world.name}关于王某某等人事任免的通知",
        )
    )
    assert world.since is not None
    cases = [Case(_policy(world, "", _workday(world.today - timedelta(days=70)), head=exempt))]
    cases.append(Case(_policy(world, f"{town}{topics[1]}办法", world.since - timedelta(days=rng.randint(9, 90)))))
    if world.within >= 3 and is_workday(world.today):
        cases.append(Case(_policy(world, f"{town}{topics[2]}办法", _workday(world.today - timedelta(days=1)))))
    return cases


def _others(world: World) -> None:
    """Interpretation columns also hold what interprets nothing."""
    column = world.column("政策解读")
    for _ in range(2):
        world.piece(column, world.fresh_title(words.DOINGS), world.today - timedelta(days=world.rng.randint(5, 200)))
    column.pieces.sort(key=lambda p: p.when, reverse=True)
