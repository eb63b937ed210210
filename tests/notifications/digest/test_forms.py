"""HTML, text and JSON of the digest: any facts, hostile words, the same each time, nothing personal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from notifications.digest import html, text
from notifications.digest.account_facts import Share, SourceFact
from notifications.digest.document import digest_document
from notifications.digest.facts import AccountFact, Coming, ComingKind, Counts, Standing, Week
from tests.notifications.digest.word_samples import MONDAY, NAMES, column, facts, issue

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def hostile(name):
    return facts(
        site=name,
        unit=name,
        counts=Counts(start=1, new=1, end=2, open=2, overdue=1),
        new=(issue(title=name, column=name, unit=name, link=name, why=name),),
        overdue=(issue(2, title=name, link=f"https://h.example/{name}"),),
        columns=(column(name, Standing.SOON, url=name, reason=name),),
        coming=(Coming(ComingKind.PUBLICATION, name, MONDAY.date(), name, name, name),),
        accounts=(account(name),),
    )


def account(name):
    weeks = column(name, Standing.UNKNOWN, reason=name, newest=MONDAY.date(), newest_title=name, newest_link=name)
    source = SourceFact(name, name, "blocked", name, name, MONDAY, name, expired=True)
    return AccountFact(name, name, name, weeks, (source, replace(source, expired=False)), Share(0.5), 3, True)


class Reader(HTMLParser):
    """What an e-mail program would make of the page."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.handlers = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@FEW
@given(name=NAMES)
def test_hostile_words_become_neither_markup_nor_links(name):
    reader = Reader()
    reader.feed(html.render(hostile(name)))

    assert not reader.tags & {"script", "img", "iframe", "object", "form", "link", "base"}
    assert reader.handlers == []
    assert all(re.match(r"https?://", link) for link in reader.links)


@FEW
@given(name=NAMES)
def test_no_control_or_direction_mark_reaches_anyone(name):
    for said in (html.render(hostile(name)), text.terminal(hostile(name)), text.chat(hostile(name))):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said)


@FEW
@given(name=NAMES)
def test_a_title_makes_no_line_of_its_own_in_chat(name):
    plain, mean = (text.chat(hostile(one)).count("\n") for one in ("正常标题", name))

    assert plain == mean


def test_equal_facts_give_equal_bytes():
    assert html.render(hostile("<b>&名"), "w1") == html.render(hostile("<b>&名"), "w1")


def test_personal_data_is_masked_in_every_form():
    name = "联系人手机13812345678"
    one = replace(hostile(name), overdue=(issue(2, title=name, unit=name, column=name),))

    said = html.render(one) + text.terminal(one) + text.chat(one) + json.dumps(digest_document(one), ensure_ascii=False)

    assert "13812345678" not in said


def test_a_week_without_rounds_is_never_said_to_be_sound():
    one = facts(looked=False, rounds=(), vetoes=())

    for said in (html.render(one), text.terminal(one), text.chat(one)):
        assert "本周没有巡检，情况不明" in said
        assert not re.search("正常|没有未办结|未发现问题", said)


def test_a_round_that_was_not_finished_is_no_clean_bill():
    one = facts()
    cut = replace(one, rounds=(replace(one.rounds[0], complete=0, last_complete=False),))

    assert "没有未办结的问题。" in text.chat(one).splitlines()
    assert "已查部分没有未办结的问题。" in text.chat(cut).splitlines()


def test_an_account_that_was_never_read_is_not_said_to_be_sound():
    one = facts(accounts=(AccountFact("示例民政", "wechat", None),))

    for said in (html.render(one), text.chat(one), text.terminal(one)):
        assert "情况不明：没有读到过这个账号" in said


def test_many_issues_of_one_unit_due_on_one_day_are_one_line():
    due = tuple(Coming(ComingKind.DEADLINE, f"第 {n} 项", MONDAY.date(), "办公室", issue=n) for n in range(50))

    said = text.chat(facts(coming=due))

    assert "办公室 50 项问题" in said
    assert "第 7 项" not in said


@FEW
@given(names=st.lists(NAMES, min_size=1, max_size=12))
def test_chat_fits_into_one_message_of_a_robot(names):
    many = tuple(issue(n, title=name * 9, column=name) for n, name in enumerate(names, 1))
    due = tuple(Coming(ComingKind.PUBLICATION, name, MONDAY.date(), name, name) for name in names)
    poor = tuple(column(name, Standing.UNKNOWN, reason=name) for name in names)

    media = tuple(account(name * 9) for name in names)
    one = facts(overdue=many, new=many, reopened=many, coming=due, columns=poor, accounts=media, looked=False)
    said = text.chat(one)

    assert len(said.encode()) <= text.CHAT_BYTES
    assert "本周没有巡检，情况不明" in said


def test_a_long_list_is_cut_and_says_how_much_is_left():
    many = tuple(issue(n) for n in range(1, 10_001))

    page = html.render(facts(new=many, counts=Counts(new=10_000, end=10_000, open=10_000)))

    assert f"其余 {10_000 - html.ISSUES_SHOWN} 项从略" in page
    assert len(page) < 200_000


def test_every_strip_is_told_in_words_too():
    page = html.render(facts(columns=(column(cells="pwo"),)))

    assert "近 26 周：有发布 1、无发布 1、超期 1、不明 23" in page


def test_the_json_document_has_all_figures():
    one = facts(counts=Counts(verified=3, false_alarms=1, waived=0), new=(issue(severity=Severity.CRITICAL),))

    document = digest_document(one)

    assert json.loads(json.dumps(document)) == document
    assert (document["schema"], document["week"]) == ("xunjian/digest/1", "2025-W13")
    assert document["counts"]["false_alarm_rate"] == 0.25
    assert document["new"][0]["severity"] == "critical"


@FEW
@given(week=st.integers(1, 52))
def test_every_week_has_a_name(week):
    assert f"第{week}周" in text.terminal(facts(week=Week(2025, week)))
