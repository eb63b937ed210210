"""outdated-notice, sentence by sentence, and over seeded home pages."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.outdated_notice import OutdatedNotice
from inspection.records import Article, ColumnState
from tests.checks.contents import told_contents
from tests.checks.rounds import HOME, Said, address, article, observed, reading, said

QINGMING = {"name": "清明祭扫", "due": {"before": "清明", "lead": "14d"}, "all_of": ["清明", "祭扫"]}
NOTICE = article("2025年清明祭扫服务安排", date(2025, 3, 12), url="/a/qm.html")
AFTER, SEASON = date(2025, 4, 30), date(2026, 3, 10)
QM = address("/a/qm.html")


def others(count: int, newest: date = date(2025, 4, 28), step: int = 3) -> list[Article]:
    return [
        article(f"关于第{n}项工作的通知", newest - timedelta(days=n * step), url=f"/a/o{n}.html") for n in range(count)
    ]


def judged(
    articles: Sequence[Article],
    home: Sequence[tuple[str, str]] | None = (),
    *,
    today: date = AFTER,
    pages: Mapping[str, Any] | None = None,
    state: ColumnState = ColumnState.READ,
    **asked: Any,
) -> Said:
    round_ = observed(
        reading("通知公告", *articles, state=state), today=today, plan={"expectations": [{**QINGMING, **asked}]}
    )
    links = [{"地址": path, "文字": text} for path, text in home or ()]
    told = {} if home is None else {"/": {"类型": "首页", "标题": "某某局", "链接": links}}
    return said(OutdatedNotice(), replace(round_, contents=told_contents({**told, **(pages or {})})))


@pytest.mark.parametrize("seed", range(60))
def test_only_what_stands_out_of_its_place_is_found(seed: int) -> None:
    """The notice in its place by date, or pinned; home pages show the newest, a picture, an old choice, or nothing."""
    rng = random.Random(seed)
    rows = sorted([*others(rng.randint(4, 25)), NOTICE], key=lambda a: str(a.published_at), reverse=True)
    place = rows.index(NOTICE)
    pinned = rng.random() < 0.5 and place > 0
    if pinned:
        rows.remove(NOTICE)
        rows.insert(0 if rng.random() < 0.7 else 1, NOTICE)
        pinned = rows.index(NOTICE) < place
    newest = sorted(rows, key=lambda a: str(a.published_at), reverse=True)[: rng.randint(3, 6)]
    home = [(one.url, one.title if rng.random() < 0.5 else one.title[:6] + "…") for one in newest]
    way = rng.choice(("newest", "picture", "special", "stale"))
    if way == "picture":
        home.append((QM, ""))
    elif way == "special":
        home.append((QM, "便民服务专栏"))
    elif way == "stale":
        home = [(QM, NOTICE.title), *[(one.url, one.title) for one in newest if one is not NOTICE][:1]]
    newer = sum(one is not NOTICE and str(one.published_at) > "2025-03-12" for one in rows)
    standing = {"newest": False, "picture": NOTICE not in newest, "special": True, "stale": newer >= len(home)}[way]

    heard = judged(rows, home)

    assert bool(heard.faults) is (pinned or standing)
    assert heard.untold == []


def test_a_home_page_that_keeps_an_older_one_among_newer_ones_is_found() -> None:
    rows = [*others(3), NOTICE]
    kept = [(rows[0].url, rows[0].title), (rows[1].url, rows[1].title), (QM, NOTICE.title)]

    assert judged(rows, kept).subjects == [QM]
    assert judged(rows, [(one.url, one.title) for one in rows]).faults == []


def test_two_weeks_after_the_festival_nothing_is_said_yet() -> None:
    rows = [NOTICE, *others(5, date(2025, 4, 16))]

    assert judged(rows, today=date(2025, 4, 18)).faults == []
    assert judged(rows, today=date(2025, 4, 19)).subjects == [QM]


def test_the_plan_may_ask_for_less_or_more_time() -> None:
    assert judged([NOTICE, *others(5)], remove_after="60d").faults == []


def test_a_list_that_is_not_sorted_by_date_pins_nothing() -> None:
    rows = [NOTICE, *(article(f"关于事项{n}的通知", date(2025, 3, 1) + timedelta(days=n)) for n in range(20))]

    assert judged(rows).faults == []


def test_how_it_went_is_no_notice_of_it() -> None:
    assert judged([article("2025年清明祭扫工作平稳有序", date(2025, 4, 7)), *others(5)]).faults == []


def test_in_the_next_season_last_years_notice_on_the_home_page_is_found_wherever_it_stands() -> None:
    heard = judged([*others(5, date(2026, 3, 8)), NOTICE], [(QM, NOTICE.title)], today=SEASON)

    assert heard.subjects == [QM]
    assert heard.faults[0].found_on == (HOME,)


def test_in_the_next_season_this_years_notice_is_right() -> None:
    new = article("2026年清明祭扫服务安排", date(2026, 3, 8), url="/a/new.html")

    assert judged([new, *others(5, date(2026, 3, 1)), NOTICE], [(new.url, new.title)], today=SEASON).faults == []


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("2025年清明祭扫专题", "", True),
        ("清明专题", "祭扫高峰为2025年4月4日至6日", True),
        ("清明专题", "2026年清明祭扫高峰为4月4日，去年为2025年4月4日", False),
        ("清明专题", "本栏目2019年1月10日开设", False),
        ("清明专题", "倡导文明祭扫", False),
        ("冬至专题", "祭扫高峰为2025年4月4日至6日", False),
    ],
)
def test_pages_on_the_season_that_show_last_years_days_are_found_in_the_season(
    title: str, text: str, found: bool
) -> None:
    pages = {"/zt/qm/": {"类型": "其他", "标题": title, "正文": text}}

    assert bool(judged(others(3), [("/zt/qm/", "专题")], today=SEASON, pages=pages).faults) is found
    assert judged(others(3), [("/zt/qm/", "专题")], today=AFTER, pages=pages).faults == []


def test_a_link_of_the_home_page_that_names_the_past_year_is_found() -> None:
    assert judged(others(3), [("/zt/qm/", "2025年清明祭扫服务专题")]).subjects == [address("/zt/qm/")]
    assert judged(others(3), [("/zt/qm/", "清明祭扫服务专题")]).faults == []


def test_what_could_not_be_seen_is_undecided() -> None:
    assert judged(others(3), None).reasons == [(HOME, "page-not-read")]
    assert judged([], state=ColumnState.UNREADABLE).reasons == [("通知公告", "unreadable")]


def test_of_what_is_no_season_nothing_is_asked() -> None:
    assert judged([NOTICE, *others(5)], due={"yearly": "03-20"}).faults == []
