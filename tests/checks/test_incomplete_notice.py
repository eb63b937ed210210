"""incomplete-notice, sentence by sentence, and over seeded notices."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from checks.incomplete_notice import IncompleteNotice
from inspection.contents import pack
from inspection.files import FileFacts
from inspection.findings import Severity
from inspection.records import Article
from inspection.visits import View, Visit, to_facts
from tests.checks.contents import told_contents
from tests.checks.rounds import Said, address, article, observed, reading, said

MENTIONS = [
    "高峰|客流",
    "预约|无需预约",
    "班车|公交|交通",
    "无烟|文明祭扫",
    "网络祭扫|网上祭扫|代客祭扫",
    "热线|咨询电话",
]
SAYS = {
    "高峰": ("预计客流高峰为4月4日至6日", "祭扫高峰日为4月5日（周六）", "3月29日、30日和清明假期为客流高峰"),
    "预约": ("各墓园均无需预约", "不实行预约", "请通过随申办提前预约", "现场免预约入园"),
    "班车": ("开行祭扫班车五条线路", "建议乘坐公共交通前往，公交末班十七时", "地铁站设有短驳班车"),
    "无烟": ("推行无烟祭扫", "倡导文明祭扫新风"),
    "网络祭扫": ("可登录平台网络祭扫", "提供网上祭扫和代客祭扫服务"),
    "热线": ("服务热线：962200", "咨询电话021-12345678", "如有疑问请拨打电话 12345678", "联系我们：12345678转8001"),
}
FILLER = (
    "清明节将至，为做好今年祭扫服务保障工作，方便市民群众缅怀先人，现将有关事项公告如下，请广大市民相互转告并遵照执行。"
)


def expectation(**more: Any) -> dict[str, Any]:
    return {
        "name": "清明祭扫",
        "due": {"before": "清明", "lead": "14d", "warn": "21d"},
        "all_of": ["清明", "祭扫"],
        "mentions": MENTIONS,
        **more,
    }


def notice(n: int = 1, day: date = date(2025, 3, 12), title: str = "2025年清明祭扫服务安排", **more: Any) -> Article:
    return article(title, day, url=f"/a/{n}.html", **more)


def judged(
    texts: Mapping[int, str], *articles: Article, today: date = date(2025, 3, 25), pages: Any = None, **more: Any
) -> Said:
    plan = {"expectations": [expectation(**more.pop("asked", {}))]}
    round_ = observed(
        reading("通知公告", *(articles or (notice(),))),
        *more.pop("also", ()),
        today=today,
        plan={**plan, **more.pop("plan", {})},
    )
    told = {f"/a/{n}.html": {"标题": "清明祭扫", "正文": text} for n, text in texts.items()}
    return said(IncompleteNotice(), replace(round_, contents=told_contents({**told, **(pages or {})}), **more))


WHOLE = FILLER + "。".join(ways[0] for ways in SAYS.values())


def without(*elements: str) -> str:
    return FILLER + "。".join(ways[0] for name, ways in SAYS.items() if name not in elements)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_left_out_is_named_and_nothing_else_however_it_is_worded(seed: int) -> None:
    rng = random.Random(seed)
    left_out = {name for name in SAYS if rng.random() < 0.25}
    said_words = [rng.choice(ways) for name, ways in SAYS.items() if name not in left_out]
    rng.shuffle(said_words)
    half = rng.randint(0, len(said_words)) if rng.random() < 0.5 else len(said_words)
    text = FILLER + rng.choice(("。", "；\n", "，")).join(said_words[:half])
    more = FILLER + "。".join(said_words[half:])

    heard = judged({1: text, 2: more}, notice(), notice(2, title="关于清明祭扫期间有关安排的通告"))

    found = set().union(*(fault.evidence["not_mentioned"] for fault in heard.faults)) if heard.faults else set()  # type: ignore[arg-type]
    assert (found, heard.untold) == (left_out, [])


def test_before_the_day_it_is_an_early_word_and_after_it_a_fault() -> None:
    early = judged({1: without("班车")}, today=date(2025, 3, 14))
    late = judged({1: without("班车")}, today=date(2025, 3, 25))

    assert [early.faults[0].severity, late.faults[0].severity] == [None, Severity.ERROR]


def test_when_the_festival_is_over_nobody_asks() -> None:
    assert judged({1: without("班车")}, today=date(2025, 4, 5)).faults == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("祭扫高峰为2024年4月4日至6日", "2024年4月4日"),
        ("客流高峰预计为4月5日（星期五）", "4月5日(星期五"),
        ("祭扫高峰为4月5日（星期六）", None),
        ("去年清明高峰2024年4月4日客流百万，今年高峰为4月5日", None),
        ("高峰期间请错峰出行，本通知自2024年4月起依据《办法》执行", None),
    ],
)
def test_days_of_last_year_are_a_fault_of_their_own(words: str, shown: str | None) -> None:
    heard = judged({1: f"{without('高峰')}。{words}。"})

    assert [fault.evidence["other_year"] for fault in heard.faults] == ([shown] if shown else [])


def test_pictures_may_say_what_the_text_does_not() -> None:
    assert judged({1: "点击查看详情"}).reasons == [("清明祭扫", "in-pictures")]
    assert judged({1: f"{without('班车')}。乘车路线详见下图"}).reasons == [("清明祭扫", "in-pictures")]


def test_an_attachment_says_it_too_or_leaves_it_undecided() -> None:
    page = {"/a/1.html": {"正文": without("班车"), "附件": [{"地址": "/f/1.pdf", "文字": "交通指南"}]}}
    facts = to_facts(FileFacts(kind="pdf", packed=pack("祭扫班车时刻表")))
    file = Visit(address("/f/1.pdf"), View.FILE, datetime(2025, 3, 25, tzinfo=UTC), "r1", facts=facts)

    assert judged({}, pages=page, visits=[file]).faults == []
    assert judged({}, pages=page).reasons == [("清明祭扫", "files-not-read")]


def test_a_page_of_the_season_that_the_notice_links_to_says_it_too() -> None:
    def heard(day: str) -> Said:
        linked = {"正文": "开行祭扫班车", "标题": "交通指南", "日期": {"网页所标": day}}
        page = {"正文": without("班车"), "链接": [{"地址": "/a/9.html", "文字": "交通指南"}]}
        return judged({}, pages={"/a/1.html": page, "/a/9.html": linked})

    assert heard("2025-03-10").faults == []
    assert len(heard("2024-03-10").faults) == 1


def test_accounts_that_the_plan_names_are_judged_by_themselves_unless_they_lead_to_the_notice() -> None:
    account = {"name": "某市民政", "platform": "wechat", "source": {"wechat_api": {"app_id": "wx0", "secret_env": "S"}}}

    def heard(**more: Any) -> Said:
        post = replace(
            notice(7, read_in_full=True, text=without("热线")),
            url="https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv",
            **more,
        )
        asked = {"columns": ["通知公告", "某市民政"]}
        return judged({1: WHOLE}, also=(reading("某市民政", post),), asked=asked, plan={"accounts": [account]})

    assert heard().subjects == ["清明祭扫：某市民政"]
    assert heard(original_url=address("/a/1.html")).faults == []


def test_a_page_that_was_not_read_is_undecided() -> None:
    assert judged({}).reasons == [("清明祭扫", "page-not-read")]


def test_nothing_is_asked_of_what_was_not_published_or_names_no_elements() -> None:
    assert judged({}, article("关于年检的通知", date(2025, 3, 1))).faults == []
    assert judged({1: "短"}, asked={"mentions": []}).untold == []


def test_monthly_publications_are_judged_in_their_month() -> None:
    asked = {"due": {"monthly": 15}, "all_of": ["低保"], "mentions": ["人数", "金额"]}
    heard = judged({1: f"{FILLER}发放人数五百人"}, notice(title="3月低保发放情况", day=date(2025, 3, 10)), asked=asked)

    assert heard.faults[0].evidence["not_mentioned"] == ["金额"]
