"""The Word digest as a whole: the same bytes, safe words, everything said that a week has, in every kind of week."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from notifications.digest.facts import AccountFact, Counts, Week
from notifications.digest.word import content, document, title
from tests.notifications.digest.word_samples import MONDAY, anything, facts, issue

FEW = settings(  # whole documents of long texts: nothing is gained by minutes of shrinking
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NOT_FOR_PAPER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def opened(package):
    return docx.Document(BytesIO(package))


def words(package):
    return "".join(opened(package).element.body.itertext())


def parts(package):
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(anything)
@FEW
def test_equal_facts_give_equal_bytes_and_whatever_pages_say_the_file_opens(week):
    once, again = document(week), document(week)

    assert once == again
    assert opened(once).paragraphs[0].style.name == "Title"


@given(anything)
@FEW
def test_no_control_or_direction_mark_reaches_any_part(week):
    for name, part in parts(document(week)).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
            assert not NOT_FOR_PAPER.search(part.decode())


@given(anything)
@FEW
def test_only_web_addresses_become_links(week):
    relations = etree.fromstring(parts(document(week))["word/_rels/document.xml.rels"])
    targets = [each.get("Target") for each in relations if each.get("TargetMode") == "External"]

    assert all(target.startswith(("http://", "https://")) and len(target) <= 2000 for target in targets)


def test_the_file_says_who_wrote_it_and_when_by_the_clock_of_the_digest():
    said = opened(document(facts())).core_properties

    assert (said.author, said.language, said.title) == (
        "示例市民政局",
        "zh-CN",
        "示例市民政局网站巡检周报 2025年第13周（3月24日至3月30日）",
    )
    assert said.created == said.modified == (MONDAY + timedelta(days=7)).astimezone(said.created.tzinfo)


def test_headings_stand_in_order_and_numbered():
    headings = [p.text for p in opened(document(facts())).paragraphs if p.style.name == "Heading 1"]

    assert headings == [
        "一、总体情况",
        "二、本周新发现问题",
        "三、逾期未整改问题",
        "四、复发问题",
        "五、已整改问题",
        "六、栏目更新情况",
        "七、下周需关注事项",
        "八、未能判定事项",
        "九、办理时效",
    ]


def test_a_week_without_rounds_is_never_called_a_good_week():
    said = words(document(facts(looked=False, rounds=(), undecided_at=None)))

    assert "本周没有巡检，情况不明" in said
    assert not re.search(r"本周没有(新发现|复发)|一切正常|没有未能判定", said)


def test_a_week_with_rounds_and_nothing_found_says_so():
    assert "本周没有新发现问题。" in words(document(facts()))


def test_an_account_that_was_never_read_is_named_and_not_said_to_be_sound():
    said = words(document(facts(accounts=(AccountFact("示例民政", "wechat", None),))))

    assert "政务新媒体账号1个：情况不明1个" in said
    assert "示例民政（微信公众号）" in said


def test_personal_data_in_titles_is_masked_and_makes_no_link():
    bad = issue(title="公示：居民13812345678名单", link="https://portal.example/a?phone=13812345678")

    package = document(facts(new=(bad,)))

    assert not any(b"13812345678" in part for part in parts(package).values())


def test_ten_thousand_issues_are_cut_and_counted():
    many = tuple(issue(number) for number in range(1, 10_001))

    started = time.perf_counter()
    package = document(facts(new=many, overdue=many, counts=Counts(end=10_000, open=10_000, overdue=10_000)))

    assert time.perf_counter() - started < 3
    assert len(package) < 100_000
    assert "其余9980项见办理台（https://desk.example）。" in words(package)


def test_a_units_own_digest_is_addressed_to_it_and_does_not_repeat_its_name_in_every_row():
    package = document(facts(unit="法规处", new=(issue(unit="法规处"),)))

    paragraphs = [p.text for p in opened(package).paragraphs]
    heads = [cell.text for cell in opened(package).tables[-1].rows[0].cells]
    assert paragraphs[2] == "法规处："
    assert "责任单位" not in heads


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("示例市民政局", "示例市民政局网站巡检周报"),
        ("示例市人民政府门户网站", "示例市人民政府门户网站巡检周报"),
        ("示例政务网", "示例政务网巡检周报"),
    ],
)
def test_the_title_says_website_once(site, expected):
    assert title(facts(site=site)) == expected


def test_a_week_of_two_years_says_both():
    _, subtitle, *_ = content(facts(week=Week(2020, 53)))

    assert subtitle.text == "2020年第53周（2020年12月28日至2021年1月3日）"
