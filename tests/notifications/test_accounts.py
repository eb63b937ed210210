"""How accounts stand in reports: as the checks judged, never better, and with every source's state."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from checks.run import run_checks
from inspection.findings import Severity
from inspection.source_names import source_name
from notifications.accounts import NOT_JUDGED, accounts_of
from notifications.html import render_html
from notifications.outline import conclusion
from notifications.outline_accounts import accounts
from notifications.text import print_report
from notifications.thresholds import OF_ACCOUNTS, thresholds_of
from tests.checks.rounds import from_yaml
from tests.notifications.samples import HOSTILE, document, finding
from tests.notifications.test_report import SCHEMA, VALIDATOR

ROUND = """
今天: 2025-03-25
账号:
  正常的: {平台: wechat, 责任单位: 办公室, 稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-24}]}
  临近的: {平台: weibo, 稿件: [{标题: 学雷锋活动, 日期: 2025-03-13}]}
  超期的: {平台: wechat, 稿件: [{标题: 学雷锋活动, 日期: 2025-03-02}]}
  看不到的:
    平台: weibo
    责任单位: 传媒中心
    来源: {weibo-mobile: {状态: 受阻, 原因: captcha}}
"""


def judged(text=ROUND, **more):
    observed, _ = from_yaml(text)
    findings, undecided, _ = run_checks(observed)
    entries = accounts_of(observed, findings, undecided, **({"judged": True} | more))
    return document(findings, undecided, accounts=entries)


def printed(made):
    console = Console(file=io.StringIO(), width=100)
    print_report(made, console)
    return console.file.getvalue()


def test_accounts_stand_as_they_were_judged():
    made = judged()

    assert {one["name"]: one["standing"] for one in made["accounts"]} == {
        "正常的": "fresh",
        "临近的": "soon",
        "超期的": "stale",
        "看不到的": "unknown",
    }


def test_the_document_with_accounts_fits_the_schema_and_survives_json():
    made = judged()

    VALIDATOR.validate(made)
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("key", ["standing", "sources", "newest"])
def test_an_account_without_one_of_its_parts_does_not_fit(key):
    made = judged()
    del made["accounts"][0][key]

    assert not VALIDATOR.is_valid(made)


def test_every_key_of_an_account_and_its_sources_is_in_the_schema():
    account = judged()["accounts"][0]
    parts = {"account": account, "source": account["sources"][0]}

    assert {name: set(part) - set(SCHEMA["$defs"][name]["properties"]) for name, part in parts.items()} == {
        "account": set(),
        "source": set(),
    }


def test_a_report_without_accounts_does_not_speak_of_them():
    made = document([finding()])

    assert "accounts" not in made
    assert "新媒体账号" not in render_html(made) + printed(made)


def test_where_the_check_did_not_run_nothing_is_called_sound():
    observed, _ = from_yaml(ROUND)
    entries = accounts_of(observed, (), (), judged=False)

    assert {(one["standing"], one["reason"]) for one in entries} == {("unknown", NOT_JUDGED)}


def test_a_wall_is_told_with_its_mend_and_who_mends_it():
    shown = next(one for one in accounts(judged()["accounts"]) if one.name == "看不到的")

    assert shown.sources == (
        "手机版微博（weibo-mobile）：检测受阻，平台要求人工验证（环境异常）；"
        "请稍后再试；经常发生的，请改用官方接口、自建订阅或导出文件（由传媒中心处理）",
    )


def test_those_that_need_somebody_come_first():
    assert [one.standing for one in accounts(judged()["accounts"])] == ["stale", "soon", "unknown", "fresh"]


def test_text_and_page_say_of_each_account_how_it_stands_and_what_is_newest():
    for said in (printed(judged()), render_html(judged())):
        for words in ("正常的", "微信公众号", "临近期限", "超期", "未能判定", "已 23 天没有更新", "2025-03-24"):
            assert words in said


def test_an_account_over_the_national_limit_is_vetoed_by_itself():
    measured = {t["name"]: t for t in judged()["summary"]["thresholds"]}[OF_ACCOUNTS]

    assert (measured["count"], measured["left"], measured["unknown"], measured["state"], measured["columns"]) == (
        1,
        0,
        1,
        "vetoed",
        ["超期的"],
    )


def test_that_an_account_comes_near_the_veto_is_among_the_first_things_said():
    soon = finding("stale-account", "示例民政", severity=Severity.WARNING)
    entries = [dict(judged()["accounts"][0], name="示例民政", standing="soon")]

    said = "".join(conclusion(document([soon], accounts=entries)))

    assert f"示例民政临近单项否决线（{OF_ACCOUNTS}），请抓紧整改。" in said


def test_a_stricter_limit_of_the_plan_is_no_veto():
    late = finding("stale-account", "示例民政", severity=Severity.ERROR)

    measured = thresholds_of([late], {}, (), ("示例民政",))[-1]

    assert (measured["count"], measured["state"]) == (0, "warning")


def test_without_accounts_there_is_no_veto_of_theirs():
    assert OF_ACCOUNTS not in [t["name"] for t in thresholds_of([], {})]


@settings(max_examples=30, deadline=None)
@given(words=HOSTILE)
def test_hostile_words_of_an_account_are_shown_as_words(words):
    entry = judged()["accounts"][0] | {"name": words or "名", "newest_title": words, "newest_url": words, "unit": words}
    made = document(accounts=[entry])

    page = render_html(made)

    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page.casefold()
    assert printed(made)


@given(st.sampled_from(("feed", "wechat-api", "weibo-mobile", "export")), st.integers(2, 30))
def test_a_second_source_of_a_kind_is_called_as_the_first_with_its_label(kind, number):
    assert source_name(f"{kind}-{number}") == source_name(kind).replace(f"（{kind}）", f"（{kind}-{number}）")


def test_a_label_of_no_known_kind_stays_as_it_is():
    assert source_name("mastodon") == "mastodon"
