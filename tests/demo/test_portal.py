"""The demo's portal is what faults.yaml says of it, no more and no less."""

from __future__ import annotations

import asyncio
import datetime
import re

import pytest

from demo.answers import Hosts
from demo.content import load
from demo.media import Media
from demo.portal import build
from demo.server import serving
from demo.truth import Truth, load_truth
from tests.demo.crawl import Seen, crawl

HOSTS = Hosts("http://home", "http://partner", "http://firewall", "http://closed")


@pytest.fixture(scope="module")
def site():
    return load()


async def _seen_and_known() -> tuple[Seen, Truth, set[str]]:
    site = load()
    async with serving(site) as hosts:
        return await crawl(hosts), load_truth(hosts, site.urls), Media().linked(hosts.home, site.urls)


@pytest.fixture(scope="module")
def crawled():
    return asyncio.run(_seen_and_known())


def test_every_known_broken_link_is_linked_from_a_page_or_from_an_article_of_an_account(crawled):
    seen, truth, told = crawled
    linked = {*seen.linked_from, *told}
    assert [k.subject for k in truth.faults if k.check == "broken-link" and k.subject not in linked] == []


def test_whatever_fails_is_known(crawled):
    seen, truth, _ = crawled
    known = {k.subject for k in (*truth.faults, *truth.undecided)} | {
        next(u for u in seen.outcomes if u.endswith("/admin/login")),  # robots.txt disallows it
    }
    assert {u: said for u, said in seen.outcomes.items() if said != "200" and u not in known} == {}


def test_every_known_broken_link_fails_except_those_that_answer_200_and_say_not_found(crawled):
    seen, truth, _ = crawled
    fine = [k for k in truth.faults if k.check == "broken-link" and seen.outcomes.get(k.subject) == "200"]
    assert {k.reason for k in fine} == {"soft-404"}


def test_addresses_in_comments_scripts_and_forms_are_not_linked(crawled):
    seen, truth, _ = crawled
    absent = {k.subject for k in truth.sound if "不是链接" in k.why}
    assert absent
    assert absent.isdisjoint(seen.linked_from)


def test_the_portal_has_between_sixty_and_two_hundred_pages(crawled):
    seen, _, _ = crawled
    assert 60 <= len(seen.pages) <= 200


def test_the_portal_is_drawn_the_same_at_every_run(site):
    assert build(HOSTS, site) == build(HOSTS, load())


def test_no_article_is_dated_after_the_day_of_judgement_except_the_mistyped_one(site):
    day = datetime.date.fromisoformat(site.as_of[:10])
    assert [a.key for c in site.columns for a in c.articles if a.stated > day] == ["mistyped"]


def test_pages_without_a_charset_are_not_utf8(site):
    body = build(HOSTS, site)["/shjz/list.asp?page=1"].body
    assert not re.search(rb"charset", body)
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_pages_with_a_wrong_charset_declare_utf8_and_are_gbk(site):
    body = build(HOSTS, site)["/hydj/list/"].body
    assert b'charset="utf-8"' in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_a_column_without_dates_states_none_on_any_of_its_pages(site):
    answers = build(HOSTS, site)
    column = next(c for c in site.columns if c.family == "undated")
    pages = [answers[a.url].body.decode() for a in column.articles]
    assert not any(re.search(r"20\d\d-\d\d|PubDate|20\d\d年", page) for page in pages)
