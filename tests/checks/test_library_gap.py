"""library-gap, sentence by sentence, and over seeded libraries."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.library_gap import LibraryGap
from inspection.observed import Target
from inspection.records import Article, ColumnState, Link, Verdict
from tests.checks.contents import told_contents
from tests.checks.rounds import Said, address, article, observed, reading, said, target

LIBRARY = {"name": "养老服务主题库", "urls": ["/ylzt/"], "any_of": ["养老", "老年"], "columns": ["政策文件"]}
OTHERS = [
    ("/ylzt/a1.html", "上海市养老服务条例"),
    ("/ylzt/a2.html", "老年人权益保障条例"),
    ("/ylzt/a3.html", "养老机构管理办法"),
]
KINDS = (
    "补贴管理办法",
    "等级评定标准",
    "服务质量规范",
    "用地保障意见",
    "助餐服务方案",
    "护理员培训计划",
    "床位建设通知",
    "适老化改造指南",
)


def policy(title: str, day: date = date(2024, 6, 1), **more: Any) -> Article:
    return article(title, day, **more)


def judged(
    policies: Sequence[Article],
    entries: Sequence[tuple[str, str]] = (),
    *targets: Target,
    pages: Mapping[str, Any] | None = None,
    state: ColumnState = ColumnState.READ,
    text: str = "",
    **asked: Any,
) -> Said:
    round_ = observed(
        reading("政策文件", *policies, state=state), plan={"libraries": [{**LIBRARY, **asked}]}, targets=targets
    )
    links = [{"地址": path, "文字": words} for path, words in (*OTHERS, *entries)]
    told = {"/ylzt/": {"类型": "列表", "标题": "养老服务主题库", "链接": links, "正文": text}, **(pages or {})}
    return said(LibraryGap(), replace(round_, contents=told_contents({k: v for k, v in told.items() if v is not None})))


@pytest.mark.parametrize("seed", range(60))
def test_every_policy_that_is_listed_in_whatever_way_is_known_and_every_other_is_missing(seed: int) -> None:
    rng = random.Random(seed)
    policies, entries, lacking = [], [], set()
    for n, kind in enumerate(rng.sample(KINDS, 6)):
        core = f"上海市养老机构{kind}"
        title = rng.choice((core, f"关于印发《{core}》的通知", f"上海市民政局关于印发《{core}》的通知"))
        number = f"沪民规〔2024〕{n + 1}号" if rng.random() < 0.6 else None
        one = policy(title, date(2024, 3, 1) + timedelta(days=n), document_number=number)
        policies.append(one)
        way = rng.choice(("absent", "absent", "address", "copy", "bare", "cut", "number"))
        if way == "absent":
            lacking.add(one.url)
        elif way == "address":
            entries.append((one.url, "查看"))
        elif way == "copy":
            entries.append((f"/ylzt/{n}.html", title))
        elif way == "bare":
            entries.append((f"/ylzt/{n}.html", f"《{core}》"))
        elif way == "cut":
            entries.append((f"/ylzt/{n}.html", f"{title[:14]}…" if len(title) > 16 else title))
        else:
            entries.append((f"/ylzt/{n}.html", f"{number or title}"))
    noise = [policy("《上海市养老机构管理办法》解读"), policy("养老服务条例（征求意见稿）"), policy("低保资金管理办法")]

    heard = judged(
        [*policies, *noise],
        entries,
    )

    doubted = {told.subject for told in heard.untold if told.reason == "not-surely-same"}
    assert {fault.subject for fault in heard.faults} | (doubted & lacking) == lacking


def test_a_title_cut_short_stands_for_one_policy_and_not_for_all_that_begin_alike() -> None:
    one, other = policy("养老机构服务质量规范"), policy("养老机构服务质量评价办法")

    assert judged([one], [("/ylzt/9.html", "养老机构服务质量…")]).faults == []
    heard = judged([one, other], [("/ylzt/9.html", "养老机构服务质量…")])
    assert (heard.faults, {told.reason for told in heard.untold}) == ([], {"not-surely-same"})


def test_another_edition_is_another_policy() -> None:
    heard = judged(
        [policy("养老服务清单（2024年版）", url="/zc/1.html")], [("/ylzt/9.html", "养老服务清单（2023年版）")]
    )

    assert heard.subjects == [address("/zc/1.html")]


def test_what_the_plan_leaves_out_is_not_missing() -> None:
    old, other = policy("养老床位建设办法", date(2019, 1, 1)), policy("养老保险征缴办法")

    assert judged([old, other], since="2021-01-01", none_of=["养老保险"]).faults == []


def test_what_is_repealed_is_not_missing() -> None:
    pages = {"/zc/1.html": {"标题": "养老床位建设办法", "标注": ["本文件已废止"]}}

    assert judged([policy("养老床位建设办法", url="/zc/1.html")], pages=pages).faults == []


def test_an_entry_that_does_not_open_is_found() -> None:
    link = Link(address("/ylzt/"), address("/ylzt/a1.html"), "a", "上海市养老服务条例")
    dead = target("/ylzt/a1.html", Verdict.FAULTY, "http-404", link)

    (fault,) = judged([], (), dead).faults

    assert "打不开" in fault.title
    assert fault.found_on == (address("/ylzt/"),)


def test_a_dead_link_of_the_template_is_no_entry() -> None:
    dead = replace(target("/ylzt/a1.html", Verdict.FAULTY, "http-404"), link_count=400)

    assert judged([], (), dead).faults == []


def test_an_entry_that_is_repealed_is_found_unless_the_library_says_so() -> None:
    pages = {"/ylzt/a3.html": {"标题": "养老机构管理办法", "标注": ["本文件已废止"]}}
    assert judged([], pages=pages).subjects == [address("/ylzt/a3.html")]

    marked = {"/ylzt/b.html": {"标题": "养老床位办法", "标注": ["本文件已废止"]}}
    assert judged([], [("/ylzt/b.html", "养老床位办法（已废止）")], pages=marked).faults == []


def test_of_many_the_newest_stand_alone_and_the_rest_together() -> None:
    names = [f"养老第{'甲乙丙丁戊己庚辛壬癸'[n // 3]}类{'东西南'[n % 3]}区专项资金使用管理办法" for n in range(25)]
    heard = judged([policy(name, date(2024, 1, 1) + timedelta(days=n)) for n, name in enumerate(names)])

    assert len(heard.faults) == 21
    assert (heard.faults[-1].subject, heard.faults[-1].evidence["count"]) == ("养老服务主题库：其余未归集", 5)


def test_pages_below_the_library_belong_to_it() -> None:
    below = {"/ylzt/zc/": {"类型": "列表", "链接": [{"地址": "/zc/1.html", "文字": "养老床位建设办法"}]}}

    assert judged([policy("养老床位建设办法", url="/zc/1.html")], pages=below).faults == []


def test_what_could_not_be_seen_is_undecided() -> None:
    one = policy("养老床位建设办法")

    assert judged([one], pages={"/ylzt/": None}).reasons == [(address("/ylzt/"), "page-not-read")]
    assert judged([one], pages={"/ylzt/": {"类型": "列表"}}).reasons == [(address("/ylzt/"), "library-not-read")]
    assert judged([], state=ColumnState.UNREADABLE).reasons == [("政策文件", "unreadable")]


def test_news_among_the_documents_is_not_missing() -> None:
    notice = policy("关于召开养老服务工作推进会的通知", url="/zc/2.html")
    heard = judged([policy("我局召开养老服务工作推进会", url="/zc/1.html"), notice])

    assert heard.subjects == [notice.url]
