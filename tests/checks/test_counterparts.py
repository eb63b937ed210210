"""Which article of an account carries the same content as one of the portal."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.counterpart_search import MatchedBy, Side
from checks.counterparts import Counterpart, compare
from inspection.records import Article, Related
from tests.checks.notices import a_notice, account, portal

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2025, 3, 10)
PAGE, POST = "https://example.gov.cn/tzgg/1.html", "https://mp.weixin.qq.com/s/abcdefgh"
BODY = (
    "祭扫高峰预计为4月4日至6日。3月15日至4月10日实行预约祭扫，市民可通过“随申办”预约。各经营性公墓开放时间为7:00至16:00。"
    "咨询电话：021-62891234。倡导网络祭扫、代客祭扫。"
)


def page(title: str, day: date | None = DAY, text: str = "", **more: Any) -> Article:
    return Article("通知公告", title, str(more.pop("url", PAGE)), day, text=text, read_in_full=bool(text), **more)


def post(title: str, day: date | None = DAY, text: str = "", **more: Any) -> Article:
    return Article("上海民政", title, str(more.pop("url", POST)), day, text=text, read_in_full=bool(text), **more)


def found(pages: list[Article], posts: list[Article]) -> dict[str, list[Counterpart]]:
    return compare(Side(pages, ZONE), Side(posts, ZONE))


def how(one: Article, two: Article) -> MatchedBy | None:
    matches = found([one], [two]).get(one.url)
    return matches[0].by if matches else None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("关于做好2025年清明祭扫工作的通知", "关注｜2025年清明祭扫安排来了！"),
        ("关于做好2025年清明祭扫工作的通知", "【转载】关于做好2025年清明祭扫工作的通知"),
        ("关于做好2025年清明祭扫工作的通知", "关于做好2025年清明祭扫工作的通知🌸"),
        ("上海市民政局关于做好2025年清明祭扫工作的通知", "关于做好2025年清明祭扫工作的通知"),
        ("关于公布2025年社会组织年检结果的公告", "公告｜关于公布2025年社会组织年检结果的公告"),
        ("婚姻登记处5月20日延长服务时间", "【婚姻登记处5月20日延长服务时间】新人们看过来，提前预约"),
    ],
)
def test_titles_that_say_the_same_are_one_content(here: str, there: str) -> None:
    assert how(page(here), post(there)) is not None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("关于做好2025年清明祭扫工作的通知", "2024年清明祭扫安排来了"),
        ("关于做好2025年清明祭扫工作的通知", "2025年冬至祭扫安排来了"),
        ("关于公布第一批慈善组织名单的公告", "第二批慈善组织名单公布"),
        ("2025年2月婚姻登记数据", "2025年3月婚姻登记数据"),
        ("关于调整城市最低生活保障标准的通知", "关于调整农村最低生活保障标准的通知"),
        ("浦东新区社区食堂开放安排", "黄浦区社区食堂开放安排"),
        ("关于举办2025年慈善周活动的通知", "关于2025年慈善周活动延期的通知"),
        ("关于举办2025年上海慈善周主题宣传展示活动的通知", "关于延期举办2025年上海慈善周主题宣传展示活动的通知"),
        ("居家养老服务补贴发放标准说明", "养老服务补贴发放标准说明"),
        ("关于3月5日婚姻登记系统升级的公告", "关于3月12日婚姻登记系统升级的公告"),
        ("养老服务条例", "《养老服务条例》宣传活动启动"),
        ("民政工作会议召开", "民政工作会议精神学习活动"),
    ],
)
def test_titles_of_siblings_editions_and_changes_are_not(here: str, there: str) -> None:
    assert how(page(here), post(there)) is None


@pytest.mark.parametrize("apart", [-60, -1, 0, 30, 170])
def test_days_apart_do_not_matter_within_the_year(apart: int) -> None:
    assert how(page("清明祭扫服务工作指引发布"), post("清明祭扫服务工作指引发布", DAY + timedelta(days=apart)))


@pytest.mark.parametrize("apart", [-100, 200, 365])
def test_the_same_title_of_another_season_is_another_content(apart: int) -> None:
    assert how(page("清明祭扫服务工作指引发布"), post("清明祭扫服务工作指引发布", DAY + timedelta(days=apart))) is None


@pytest.mark.parametrize(
    "link",
    [
        {"original_url": PAGE},
        {"original_url": PAGE.replace("https", "http")},
        {"body_links": (PAGE,)},
    ],
)
def test_what_links_to_the_page_carries_it(link: dict[str, Any]) -> None:
    assert how(page("关于做好清明祭扫工作的通知"), post("春暖花开，思念有期", **link)) is MatchedBy.LINK


@pytest.mark.parametrize(
    ("own", "copied"),
    [
        ("https://mp.weixin.qq.com/s?__biz=A&mid=22&idx=1&sn=b", "http://mp.weixin.qq.com/s?__biz=A&amp;mid=22&amp;idx=1&amp;sn=b&amp;chksm=c#rd"),
        ("https://mp.weixin.qq.com/s/abcdefgh", "https://mp.weixin.qq.com/s/abcdefgh?scene=1"),
        ("https://weibo.com/1234567890/Pabcdefgh", "https://weibo.com/1234567890/Pabcdefgh?from=page"),
    ],
)  # fmt: skip
def test_a_page_that_links_to_the_post_is_carried_by_it_however_the_address_was_copied(own: str, copied: str) -> None:
    assert how(page("关于做好祭扫的通知", related=(Related("", copied),)), post("思念有期", url=own)) is MatchedBy.LINK


def test_a_post_that_links_to_many_pages_is_a_digest_of_them() -> None:
    pages = [page(f"通知{n}", url=f"https://example.gov.cn/{n}") for n in range(3)]
    assert found(pages, [post("本周要闻", body_links=tuple(p.url for p in pages))]) == {}


def test_an_address_that_every_post_gives_as_its_original_is_a_service() -> None:
    posts = [post(f"第{n}篇不同的文章", url=f"{POST}{n}", original_url=PAGE) for n in range(5)]
    assert found([page("预约平台使用说明")], posts) == {}


def test_a_free_title_is_known_by_the_body() -> None:
    copy = "清明将至，小编为您梳理：" + BODY[10:]
    assert how(page("关于做好2025年清明祭扫工作的通知", text=BODY), post("春暖花开", text=copy)) is MatchedBy.TEXT


def test_a_weibo_post_that_quotes_the_first_sentences_is_known_by_them() -> None:
    quoted = "#清明# 祭扫高峰预计为4月4日至6日。3月15日至4月10日实行预约祭扫，市民可通过“随申办”预约。戳↓"
    assert how(page("关于做好2025年清明祭扫工作的通知", text=BODY), post(quoted[:30], text=quoted)) is not None


def test_a_document_number_in_the_title_is_enough() -> None:
    one = page("关于印发养老补贴办法的通知", document_number="沪民规〔2025〕3号")
    assert how(one, post("沪民规[2025]3号全文来了")) is MatchedBy.NUMBER


def test_an_interpretation_of_the_document_is_marked_as_such() -> None:
    one, two = page("关于印发《养老服务补贴管理办法》的通知"), post("一图读懂｜《养老服务补贴管理办法》")
    assert [c.explains for c in found([one], [two])[one.url]] == [True]


def test_a_series_under_one_title_is_matched_week_by_week() -> None:
    days = [DAY + timedelta(days=7 * n) for n in range(4)]
    pages = [page("本周婚姻登记预约情况", d, url=f"https://example.gov.cn/{n}") for n, d in enumerate(days)]
    posts = [post("本周婚姻登记预约情况", d, url=f"{POST}{n}") for n, d in enumerate(days) if n != 1]
    matched = {url[-1]: [c.article.url[-1] for c in cs] for url, cs in found(pages, posts).items()}
    assert matched == {"0": ["0"], "2": ["2"], "3": ["3"]}


def test_boilerplate_of_a_channel_proves_nothing() -> None:
    same = "上海市民政局官方微信，关注我们获取更多民政资讯，点击下方名片，星标不迷路，转发给需要的人吧。"
    pages = [page(f"第{n}号完全不同的通知事项", url=f"https://example.gov.cn/{n}", text=same) for n in range(6)]
    posts = [post(f"另外{n}种说法", url=f"{POST}{n}", text=same) for n in range(6)]
    assert found(pages, posts) == {}


SUBJECTS = st.lists(
    st.tuples(
        st.sampled_from(["养老机构", "社区食堂", "慈善组织", "婚姻登记", "殡葬服务", "儿童之家", "志愿服务"]),
        st.sampled_from(["安全检查", "星级评定", "项目征集", "系统升级", "便民措施", "人员招聘", "培训报名"]),
    ),
    min_size=2, max_size=12, unique=True,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(SUBJECTS, st.integers(0, 10**9))
def test_reworded_notices_find_their_own_and_no_other(subjects: list[tuple[str, str]], seed: int) -> None:
    rng = random.Random(seed)
    pages, posts, truth = [], [], set()
    for n, (what, matter) in enumerate(subjects):
        day = DAY - timedelta(days=rng.randint(0, 60))
        notice = a_notice(rng, day)
        own = "".join(chr(rng.randint(0x4E00, 0x8FFF)) for _ in range(40))
        title, text = portal(notice, rng)[0].replace(notice.topic, what + matter), f"{portal(notice, rng)[1]}\n{own}"
        pages.append(page(title, day, text, url=f"https://example.gov.cn/{n}"))
        if rng.random() < 0.7:
            told = account(notice, rng, notice.values)
            url = f"{POST}{n}"
            posts.append(post(told[0].replace(notice.topic, what + matter), day, f"{own}\n{told[1]}", url=url))
            truth.add((pages[-1].url, url))
    assert {(url, c.article.url) for url, cs in found(pages, posts).items() for c in cs} == truth


def test_two_thousand_pages_are_compared_with_two_thousand_posts_quickly() -> None:
    rng = random.Random(5)
    letters = [chr(n) for n in range(0x4E00, 0x5800)]

    def words(count: int) -> list[str]:
        return ["".join(rng.choices(letters, k=rng.randint(8, 20))) for _ in range(count)]

    pages, posts = [], []
    for n in range(2000):
        clauses, day = words(60), DAY - timedelta(days=n // 10)
        pages.append(page("".join(words(1)), day, "，".join(clauses), url=f"https://example.gov.cn/{n}"))
        posts.append(post("".join(words(1)), day, "，".join(clauses[10:40]), url=f"{POST}{n}"))
    began = time.process_time()
    matched = found(pages, posts)
    assert time.process_time() - began < 6  # seconds of CPU; measured 1.2, the rest is room for a busy machine
    assert len(matched) == 2000


def test_a_section_in_brackets_is_no_title() -> None:
    pages = [
        page(f"【我为群众办好每一件实事】{what}", url=f"https://example.gov.cn/{what}")
        for what in ("食堂开张", "电梯加装")
    ]
    posts = [
        post(f"【我为群众办好每一件实事】{what}", url=f"{POST}{n}") for n, what in enumerate(("心理讲座", "花园调解"))
    ]
    assert found(pages, posts) == {}


def test_numbers_of_a_series_keep_its_issues_apart() -> None:
    assert how(page("招聘集结号③ | 这些单位招人啦，看过来"), post("招聘集结号④ | 这些单位招人啦，看过来")) is None
