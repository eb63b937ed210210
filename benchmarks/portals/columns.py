"""Ordinary columns and what befalls them, and the traps that only look so."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.portals import words
from benchmarks.portals.world import Column, World, back

# Every portal has the first four; of the rest as many as it has columns left.
FATES = ("stale", "blank", "undated", "future")
MORE = ("pinned", "stale-future", "titles", "redirected", "blocked", "gone", "stale-counter", "fresh", "unsorted")
DEADLINES = {"动态要闻": 14, "通知公告": 180, "政策文件": 180, "政策解读": 365, "办事统计": 90, "业务工作": 365}


def add_columns(world: World) -> None:
    """The main columns and the business columns, each with its fate and its pieces."""
    rng = world.rng
    main = [
        ("通知公告", "tzgg", "通知公告", "办公室", "fresh"),
        (
            rng.choice(("工作动态", "民政要闻", "政务动态")),
            "gzdt",
            "动态要闻",
            "宣传处",
            rng.choice(("fresh", "stale")),
        ),
        ("政策文件", "zcwj", "政策文件", "法规处", "fresh"),
        ("政策解读", "zcjd", "政策解读", "办公室", "fresh"),
    ]
    for number, (name, slug, kind, unit, fate) in enumerate(main, 1):
        world.columns.append(Column(name, slug, kind, unit, DEADLINES[kind], fate, number=number))
    names = rng.sample(words.BUSINESS, 7)
    fates = [*FATES, *rng.sample(MORE, 3)]
    rng.shuffle(fates)
    for number, (name, fate) in enumerate(zip(names, fates, strict=True), 11):
        deadline, explicit = (rng.choice((30, 60, 90)), True) if rng.random() < 0.7 else (365, False)
        unit = rng.choice(words.UNITS)
        world.columns.append(Column(name, f"yw{number}", "业务工作", unit, deadline, fate, explicit, number=number))
    world.columns.append(Column("机构职能", "jgzn", "静态", "办公室", None, "static", number=30))
    for column in world.columns:
        if column.kind not in ("政策文件", "政策解读"):
            fill_column(world, column)


def fill_column(world: World, column: Column) -> None:
    """Pieces as the fate wants them, and the claims that follow."""
    if column.fate in ("blank", "static"):
        if column.fate == "blank":
            world.truth.must.add(("blank-column", column.name))
            world.truth.may.add(("stale-column", column.name))
        return
    _ordinary(world, column)
    _traps(world, column)
    if column.fate.startswith("stale"):
        world.truth.must.add(("stale-column", column.name))
    if column.fate == "undated":
        world.truth.must.add(("undated-column", column.name))
        world.truth.may.add(("stale-column", column.name))
    if column.fate == "blocked":
        world.truth.undecided |= {("stale-column", column.name)}


def newest_of(world: World, column: Column) -> date:
    """A newest date well inside or well outside the deadline."""
    assert column.deadline is not None
    rng, today, days = world.rng, world.today, column.deadline
    if column.fate.startswith("stale"):
        return today - timedelta(days=days + 5 + rng.randint(0, days * 2))
    return today - timedelta(days=rng.randint(1, max(1, days * 6 // 10)))


def _ordinary(world: World, column: Column) -> None:
    rng = world.rng
    templates = words.DOINGS if column.kind == "动态要闻" else words.NOTICES + words.DOINGS
    count = rng.choice((4, 7, 9, 14, 19, 26))
    for day in back(rng, newest_of(world, column), count, 9):
        piece = world.piece(column, world.fresh_title(templates), day)
        piece.dated = column.fate != "undated"
    if column.fate == "unsorted":
        column.pieces = column.pieces[:7]  # one page: nothing says that an order holds beyond it
        rng.shuffle(column.pieces)


def _traps(world: World, column: Column) -> None:
    rng, pieces, today = world.rng, column.pieces, world.today
    if column.fate == "pinned":
        for _ in range(rng.randint(1, 2)):
            old = world.piece(column, world.fresh_title(words.NOTICES), today - timedelta(days=rng.randint(500, 900)))
            old.pinned = True
            pieces.insert(0, pieces.pop())
    if column.fate in ("future", "stale-future"):
        piece = pieces[rng.randint(0, min(2, len(pieces) - 1))]
        digits = str(piece.when.year)
        piece.shown = _mistyped(piece.when, today, digits)
        piece.label_shown = rng.choice((piece.shown, piece.when))
    if column.fate in ("titles", "stale-counter"):
        year, month = (today.year, today.month)
        for piece in pieces[:: rng.randint(1, 3)]:
            mark = rng.choice(
                (f"（{year}年{month}月{min(today.day, 28)}日）", f"（报名截止{year + 1}年4月30日）", f"（{year}年度）")
            )
            if column.fate == "titles" or rng.random() < 0.7:
                piece.title += mark


def _mistyped(when: date, today: date, digits: str) -> date:
    swapped = int(digits[:2] + digits[3] + digits[2])  # 2025 → 2052
    year = swapped if swapped > today.year + 1 else today.year + 10
    return date(year, when.month, min(when.day, 28))
