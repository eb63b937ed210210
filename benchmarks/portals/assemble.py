"""A portal from a seed and a family: the world, its pages, the plan and the truth."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

from benchmarks.portals import columns, policies, promises, targets, words
from benchmarks.portals.families import family_of
from benchmarks.portals.frame import Frame
from benchmarks.portals.portal import SITE, Answer, Portal
from benchmarks.portals.render import DECLARED, Rendering
from benchmarks.portals.styles import choose
from benchmarks.portals.targets import WAF, Planting, address
from benchmarks.portals.world import Column, World

ZONE = timezone(timedelta(hours=8))
CLOCKS = ("2025-03-25", "2024-11-11", "2026-02-01", "2025-09-10", "2024-06-18", "2025-12-02")
READABLE = ("blocked", "gone", "static", "blank")
DOWN = ("", "refused", "reset", "503", "hang", "wall")


def generate(seed: int, family: str, down: str = "") -> Portal:
    """The portal of that seed and family, always the same. `down`: the whole site fails in that way."""
    rng = random.Random(f"{family}-{seed}")
    as_of = datetime.fromisoformat(f"{CLOCKS[seed % len(CLOCKS)]}T09:00:00").replace(tzinfo=ZONE)
    world = World(rng, as_of, family, words.SITES[rng.randrange(len(words.SITES))])
    columns.add_columns(world)
    if family == "json":
        _carriers(world)
    cases = policies.add_policies(world)
    promises.add_promises(world)
    _order(world)
    made = _rendering(world)
    _address(world, made)
    planted = targets.plant(rng, slow=seed % 3 == 0)
    _plant(world, made, planted)
    mode = "hard" if down else rng.choice(("hard", "phrase", "home", "errorpage", "part"))
    _render(world, made, planted.html[:3])
    error = made.frame.page("@@PHRASE@@", "<h1>@@PHRASE@@</h1><p>您可以 <a href='/'>返回首页</a></p>")
    _claim(world, cases, planted)
    portal = Portal(
        family, seed, as_of, world.name, _plan(world), world.truth, {**made.site, **planted.site}, planted.offsite,
        targets.soft_answer(mode, rng, error), made.stated, planted.never,
    )  # fmt: skip
    if down:
        _bring_down(portal, down)
    return portal


def _carriers(world: World) -> None:
    """The business columns' rows are not in their pages."""
    truth = world.truth
    for column in (c for c in world.columns if c.kind == "业务工作"):
        column.carrier = world.rng.choice(("json", "json", "jpaas", "post", "page"))
        if column.carrier == "page" or column.fate in ("blocked", "gone"):
            column.carrier = "page"
            continue
        for claim in [c for c in truth.must if c[1] == column.name]:
            truth.must.discard(claim)
            (truth.noted if column.carrier != "post" else set()).add(claim)
        if column.carrier == "post":
            truth.may.discard(("stale-column", column.name))
            truth.undecided.add(("stale-column", column.name))


def _order(world: World) -> None:
    for column in world.columns:
        if column.kind == "通知公告":
            column.pieces.sort(key=lambda p: p.when, reverse=True)


def _rendering(world: World) -> Rendering:
    rng, family = world.rng, family_of(world.family)
    frame = Frame.choose(world, rng)
    styles = {c.name: choose(rng, family, c) for c in world.columns}
    made = Rendering(world, family, frame, rng, styles)
    made.hrefs = rng.choice(("absolute", "absolute", "relative", "full", "protocol"))
    if family.name == "trs":
        made.hrefs = "relative"
    if family.name == "old":
        made.header, frame.meta_charset = rng.choice(DECLARED)
        made.hrefs = rng.choice(("base", "absolute", "relative"))
        frame.base = "/" if made.hrefs == "base" else ""
    return made


def _address(world: World, made: Rendering) -> None:
    """Paths of columns and pieces, no two alike."""
    rng, family, seen = world.rng, made.family, set[str]()
    for column in world.columns:
        column.path = family.column_path(column)
        column.plan_url = f"/lanmu/{column.slug}/" if column.fate == "redirected" else column.path
        for piece in column.pieces:
            while not piece.path or piece.path in seen:
                piece.key = rng.randint(10**6, 10**7 - 1)
                piece.path = family.article_path(piece, column)
                if not piece.dated and family.name != "old":
                    piece.path = f"/{column.slug}/detail_{piece.key}.html"
            seen.add(piece.path)
    for column in world.columns:
        plain = made.styles[column.name].where in ("after", "before", "split") and column.carrier == "page"
        if column.kind == "业务工作" and plain and column.fate == "fresh" and len(column.pieces) > 5:
            column.pieces[4].gone = True
            world.truth.must.add(("broken-link", address(column.pieces[4].path)))


def _readable(column: Column) -> bool:
    return column.fate not in READABLE and column.carrier == "page"


def _plant(world: World, made: Rendering, planted: Planting) -> None:
    """The planted links over articles of readable columns; attachments; the sidebar."""
    rng = world.rng
    hosts = [p for c in world.columns if _readable(c) for p in c.pieces if not p.gone]
    for snippet in planted.html[3:]:
        rng.choice(hosts).extra.append(snippet)
    for piece in rng.sample(hosts, 4):
        name = rng.choice(words.FILES)
        href = f"/files/{piece.key} {name}"
        piece.files.append((href, name))
        planted.site[href] = Answer(200, targets.DOC, "application/octet-stream")
    fresh = [c for c in world.columns if c.fate == "fresh" and c.kind in ("通知公告", "动态要闻")]
    made.frame.side = [p for c in fresh for p in c.pieces[1:3]]
    if rng.random() < 0.5:
        made.frame.extra = '<p><a href="/wangzhan/ditu.html">网站地图</a></p>'
        planted.must.append(address("/wangzhan/ditu.html"))


def _render(world: World, made: Rendering, on_home: list[str]) -> None:
    for column in world.columns:
        made.column(column)
        for piece in column.pieces:
            made.article(piece, column)
    made.home(on_home)


def _claim(world: World, cases: list[policies.Case], planted: Planting) -> None:
    truth = world.truth
    for case in cases:
        truth.must |= {(check, address(case.policy.path)) for check in case.must}
        truth.may |= {(check, address(case.policy.path)) for check in case.may}
    for column in world.columns:
        if column.fate == "gone":
            truth.must.add(("broken-link", address(column.path)))
            truth.may.add(("stale-column", column.name))
        if column.fate == "blocked":
            truth.undecided.add(("broken-link", address(column.path)))
        for piece in column.pieces:
            if piece.shown:
                claim = ("future-date", address(piece.path))
                (truth.must if column.carrier == "page" else truth.may).add(claim)
    truth.must |= {("broken-link", u) for u in planted.must}
    truth.may |= {("broken-link", u) for u in planted.may}
    truth.undecided |= {("broken-link", u) for u in planted.undecided}


def _plan(world: World) -> str:
    """The plan as an office would write it."""
    out = [
        "site:", f"  name: {world.name}", f"  home: http://{SITE}/", '  id_code: "3100000061"',
        "  allow_private_hosts: true", "  owned: true",
        "crawl: {concurrency: 16, delay: 0, browser: never, timeout: 4s, retry_after: 0.3s}",
        "units:", *[f"  - {u}" for u in words.UNITS], "columns:",
    ]  # fmt: skip
    for c in world.columns:
        within = f", update_within: {c.deadline}d" if c.explicit else ""
        out.append(f'  - {{name: {c.name}, url: "{c.plan_url}", kind: {c.kind}, unit: {c.unit}{within}}}')
    out += [
        "interpretation:", "  policies: [政策文件]", "  interpretations: [政策解读]",
        f"  within: {world.within} workdays", f"  since: {world.since}", "  exempt: [人事任免, 批复, 转发]",
        "expectations:", *[f"  - {e}" for e in world.expectations],
    ]  # fmt: skip
    return "\n".join(out) + "\n"


def _bring_down(portal: Portal, how: str) -> None:
    """Nothing can be had: one site-down, and no other claim. Behind a wall, nothing can be said at all."""
    portal.down = "" if how == "wall" else how
    portal.truth.must.clear()
    portal.truth.undecided.clear()
    portal.truth.noted.clear()
    if how == "wall":
        portal.ends = (3,)
        portal.site = {key: Answer(412, targets.FIREWALL.encode()) for key in portal.site}
        portal.unknown = (("/", Answer(403, WAF.encode())),)
    else:
        portal.truth.must.add(("site-down", portal.name))
