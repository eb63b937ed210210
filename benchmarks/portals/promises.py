"""Expectations of every kind: kept, broken, kept only last year, and decoys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import Lunar, Solar

from benchmarks.portals.world import World


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing to publish: its words, a title that keeps it, and a title that only looks so."""

    name: str
    words: str  # YAML of what is looked for
    keeps: str
    decoy: str | None = None


FESTIVALS = (
    Promise("清明祭扫", "all_of: [清明, 祭扫]", "关于{y}年清明祭扫服务安排的公告"),
    Promise("冬至祭扫", "all_of: [冬至, 祭扫]", "{y}年冬至祭扫便民服务信息"),
    Promise(
        "春节办事安排",
        "all_of: [春节], any_of: [办事安排, 服务时间]",
        "{y}年春节期间服务时间调整的通知",
        "春节前走访慰问困难群众",
    ),
    Promise("重阳敬老", "all_of: [重阳], any_of: [敬老, 老年人]", "{y}年重阳节敬老月活动安排"),
    Promise("国庆值班", "all_of: [国庆, 值班], none_of: [会议]", "{y}年国庆假期值班安排", "国庆值班工作会议召开"),
)
YEARLY = (
    Promise("政府信息公开工作年度报告", "all_of: [政府信息公开, 年度报告]", "{l}年政府信息公开工作年度报告"),
    Promise("网站工作年度报表", "all_of: [政府网站, 年度报表]", "政府网站工作年度报表（{l}年度）"),
    Promise(
        "公益金使用情况",
        "all_of: [福利彩票公益金, 使用情况], none_of: [培训]",
        "{l}年度福利彩票公益金使用情况公告",
        "福利彩票公益金使用情况填报培训",
    ),
)
MONTHLY = (
    Promise("两项补贴发放情况", "all_of: [残疾人, 两项补贴, 发放]", "{y}年{m}月残疾人两项补贴发放情况"),
    Promise("低保数据", "any_of: [低保资金支出, 低保统计]", "{y}年{m}月低保资金支出情况"),
)
QUARTERLY = (
    Promise("社会组织执法情况", "all_of: [社会组织, 执法情况]", "{y}年社会组织执法情况季度通报"),
    Promise("养老机构季度数据", "all_of: [养老机构], any_of: [季度数据, 季度统计]", "{y}年养老机构季度数据"),
)
BY = (
    Promise(
        "慈善组织认定办法", "title: 慈善组织认定和取消认定暂行规定", "关于发布《慈善组织认定和取消认定暂行规定》的公告"
    ),
    Promise("助餐点名录", "all_of: [助餐点, 名录]", "本地区老年助餐点名录（{y}年）", "老年助餐点探访"),
)


def festival(name: str, year: int) -> date:
    """The day of a solar term, a lunar or a fixed festival."""
    if name in ("清明", "冬至"):
        solar = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()[name]
        found = date(solar.getYear(), solar.getMonth(), solar.getDay())
        if found.year != year:
            solar = Solar.fromYmd(year, 12, 30).getLunar().getJieQiTable()[name]
            found = date(solar.getYear(), solar.getMonth(), solar.getDay())
        return found
    if name == "国庆":
        return date(year, 10, 1)
    solar = Lunar.fromYmd(year, *{"春节": (1, 1), "重阳": (9, 9)}[name]).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def add_promises(world: World) -> None:
    """A few expectations of each kind; the claims that they make true."""
    rng = world.rng
    fates = [*rng.sample(("kept", "broken", "last-year", "decoy"), 4), rng.choice(("kept", "broken"))]
    for promise, fate in zip(FESTIVALS, fates, strict=True):
        _before(world, promise, fate)
    for promise, fate in zip(YEARLY, rng.sample(("kept", "broken", "last-year", "decoy"), 3), strict=True):
        _yearly(world, promise, fate)
    for promise, fate in zip(MONTHLY, rng.sample(("kept", "broken", "last-year"), 2), strict=True):
        _monthly(world, promise, fate)
    for promise, fate in zip(QUARTERLY, rng.sample(("kept", "broken", "last-year"), 2), strict=True):
        _quarterly(world, promise, fate)
    for promise, fate in zip(BY, rng.sample(("kept", "broken", "decoy"), 2), strict=True):
        _by(world, promise, fate)


def _publish(world: World, title: str, when: date, near: date) -> None:
    """Into the notices, where they are not read as anything else."""
    column = next(c for c in world.columns if c.kind == "通知公告")
    world.piece(
        column, title.format(y=near.year, l=near.year - 1, m=(when.replace(day=1) - timedelta(days=1)).month), when
    )


def _declare(world: World, promise: Promise, due: str, elsewhere: bool = False) -> None:
    columns = ""
    if elsewhere or any(c.fate in ("blocked", "gone") or c.carrier != "page" for c in world.columns):
        columns = ", columns: [通知公告]"
    world.expectations.append(f"{{name: {promise.name}, due: {{{due}}}, {promise.words}{columns}, unit: 办公室}}")


def _settle(
    world: World, promise: Promise, fate: str, due: str, inside: date, year_before: date, shift: Callable[[date], date]
) -> None:
    """Publish as the fate wants. `inside` counts, `year_before` does not; `shift` gives the year that a title names."""
    if fate == "kept":
        _publish(world, promise.keeps, inside, shift(inside))
    if fate == "last-year" or (fate != "decoy" and world.rng.random() < 0.5):
        _publish(world, promise.keeps, year_before, shift(year_before))
    elsewhere = False
    if fate == "decoy" and promise.decoy:
        _publish(world, promise.decoy, inside, shift(inside))
    elif fate == "decoy":
        other = next(c for c in world.columns if c.kind == "政策解读")
        world.piece(other, promise.keeps.format(y=inside.year, l=inside.year - 1, m=inside.month), inside)
        other.pieces.sort(key=lambda p: p.when, reverse=True)
        elsewhere = True
    if fate != "kept":
        world.truth.must.add(("missing-publication", promise.name))
    _declare(world, promise, due, elsewhere)


def _before(world: World, promise: Promise, fate: str) -> None:
    rng, today, name = world.rng, world.today, promise.name[:2]
    day = min(d for d in (festival(name, today.year), festival(name, today.year + 1)) if d > today + timedelta(days=3))
    ahead = (day - today).days
    if ahead > 60:  # far away: nothing is due, whatever was published
        if fate == "kept":
            last = festival(name, day.year - 1)
            _publish(world, promise.keeps, last - timedelta(days=rng.randint(16, 40)), last)
        _declare(world, promise, f"before: {name}, lead: {rng.randint(7, 14)}d, warn: 21d, window: 60d")
        if fate != "kept" and (today - festival(name, day.year - 1)).days < 60:
            world.truth.may.add(("missing-publication", promise.name))  # last time's notice, some weeks after the day
        return
    lead = ahead + rng.randint(2, 10) if rng.random() < 0.8 else max(1, ahead - 12)
    due = f"before: {name}, lead: {lead}d, window: {lead + 60}d"
    if lead < ahead:  # not due yet
        _declare(world, promise, due)
        return
    inside = day - timedelta(days=lead + rng.randint(1, 20))
    last = festival(name, day.year - 1)
    _settle(world, promise, fate, due, inside, last - timedelta(days=lead + 5), lambda d: day if d > last else last)


def _yearly(world: World, promise: Promise, fate: str) -> None:
    rng, today = world.rng, world.today
    due = today - timedelta(days=rng.randint(4, 50))
    inside = due - timedelta(days=rng.randint(1, 25))
    # What was published before the new year counts only where the plan says how far back to look.
    window = ", window: 60d" if inside.year != due.year else ""
    before = inside - timedelta(days=372)
    last = due - timedelta(days=365)
    _settle(
        world,
        promise,
        fate,
        f"yearly: {due:%m-%d}{window}",
        inside,
        before,
        lambda d: due if d == inside else last,
    )


def _monthly(world: World, promise: Promise, fate: str) -> None:
    rng, today = world.rng, world.today
    passed = today if today.day > 17 else today.replace(day=1) - timedelta(days=1)
    due = passed.replace(day=15)
    inside = due - timedelta(days=rng.randint(1, 12))
    before = (due.replace(day=1) - timedelta(days=1)).replace(day=rng.randint(3, 13))
    _settle(world, promise, fate, "monthly: 15", inside, before, lambda d: d)


def _quarterly(world: World, promise: Promise, fate: str) -> None:
    """Due on that day of the month after the quarter."""
    rng, today, day = world.rng, world.today, rng_day(world)
    due = max(d for y in (today.year - 1, today.year) for m in (1, 4, 7, 10) if (d := date(y, m, day)) < today)
    inside = due - timedelta(days=rng.randint(1, min(8, day - 1)))
    before = inside - timedelta(days=rng.randint(92, 95))
    _settle(world, promise, fate, f"quarterly: {day}", inside, before, lambda d: d)


def rng_day(world: World) -> int:
    """A day of the month that lies clear of the round's clock."""
    return world.rng.choice([d for d in (10, 15, 20, 28) if abs(d - world.today.day) > 2])


def _by(world: World, promise: Promise, fate: str) -> None:
    rng, today = world.rng, world.today
    due = today - timedelta(days=rng.randint(5, 60))
    inside = due - timedelta(days=rng.randint(3, 60))
    if fate == "decoy" and not promise.decoy:
        fate = "broken"
    if fate == "kept":
        _publish(world, promise.keeps, inside, inside)
    if fate == "decoy" and promise.decoy:
        _publish(world, promise.decoy, inside, inside)
    if fate != "kept":
        world.truth.must.add(("missing-publication", promise.name))
    _declare(world, promise, f"by: {due.isoformat()}")
