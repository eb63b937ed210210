"""The week's availability in every form of the digest; nothing where nobody watched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inspection.availability import Answering
from notifications.digest import html, text
from notifications.digest.availability import availability, sentence
from notifications.digest.document import digest_document
from notifications.digest.word import document
from tests.checks.watched import probe
from tests.notifications.digest.test_word import words
from tests.notifications.digest.word_samples import MONDAY, facts

HALF_AN_HOUR = timedelta(minutes=30)
UNTIL = MONDAY + timedelta(days=7) - timedelta.resolution


def week(down=(), unknown=(), moments=range(336), until=UNTIL):
    outcomes = dict.fromkeys(down, Answering.DOWN) | dict.fromkeys(unknown, Answering.UNKNOWN)
    every = [probe(MONDAY + HALF_AN_HOUR * n, outcomes.get(n, Answering.UP)) for n in moments]
    return availability(every, MONDAY, until)


def test_a_week_that_nobody_watched_has_no_figures():
    assert availability([], MONDAY, UNTIL) is None


def test_the_first_and_the_last_moment_of_the_week_count_and_no_other():
    fact = week(moments=range(-1, 337))

    assert (fact.probes, fact.thin_days) == (336, 0)


def test_the_figures_are_said_in_one_sentence():
    assert sentence(week(down=range(20, 24))) == (
        "本周探测首页 336 次，打不开 4 次（1.2%），最长一次3月24日10:00至11:30。"
    )


def test_a_veto_is_said_of_a_week_that_was_watched_as_the_rule_asks():
    assert "已达单项否决线（5%）" in sentence(week(down=range(17)))
    assert "已达单项否决线" not in sentence(week(down=range(16)))


def test_a_week_that_was_hardly_watched_is_no_veto_and_says_so():
    said = sentence(week(down=range(17), moments=range(100)))

    assert "已达单项否决线" not in said
    assert "有 5 天有效探测不足 20 次，不能按一周计" in said


def test_a_day_that_is_not_over_is_not_thin():
    assert week(moments=range(150), until=MONDAY + timedelta(days=3, hours=4)).thin_days == 0


@pytest.mark.parametrize(
    "form",
    [html.render, text.chat, text.terminal, lambda one: words(document(one))],
    ids=["html", "chat", "terminal", "word"],
)
def test_every_form_says_it(form):
    said = form(facts(availability=week(down=range(20, 24)))).replace(" ", "")

    assert "打不开4次（1.2%）" in said
    assert "探测首页" not in form(facts())


def test_the_document_has_the_figures():
    known = digest_document(facts(availability=week(down=(3,), unknown=(4,))))["availability"]

    assert (known["probes"], known["down"], known["unknown"]) == (335, 1, 1)
