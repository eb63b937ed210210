"""How each check is looked at again: the way, and the plan narrowed to what it needs. Pure; one line for each check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from inspection.addresses import host_of
from inspection.asking import no_longer_asked
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.vouching import pages_of
from inspection.yaml_source import read_yaml
from schedulers.second_look_table import WAYS as WAYS
from schedulers.second_look_table import CannotAlone as CannotAlone
from schedulers.second_look_table import Way as Way

MOST_PAGES = 30  # on which a fault was found, and which are asked again
MOST_VIEWS = 5  # that a browser opens
LIST_PAGES = 5  # of a column
_IN_BROWSER = frozenset({Way.VIEW, Way.SEARCH, Way.FORM, Way.SERVICE})
_INTERPRETATIONS = frozenset({"missing-interpretation", "unlinked-interpretation"})
# What is judged beside the check itself: by them it is known whether the look could see at all.
_VOUCHERS: Mapping[Way, frozenset[str]] = {
    Way.COLUMNS: frozenset({"blank-column", "missing-interpretation"}),
    Way.ACCOUNT: frozenset({"stale-account"}),
}
_UNNEEDED = frozenset({"alerts", "crossposts", "duties"})
# What pages are read by: these sections name columns, and go where the columns are not told.
_OF_PAGES = ("consultations", "decisions", "messages", "guides", "libraries", "tables", "validity")
_BY_THE_FIRST_PAGES = frozenset({"stale-column", "blank-column"})
# What a page is, is known by the column that it stands in.
_WITH_COLUMNS = frozenset({Way.VIEW, Way.SEARCH, Way.FORM, Way.SERVICE, Way.PAGES})
_FILE = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|dps|pdf|ofd|rtf|txt|csv|zip|rar|7z)(?:$|\?)", re.I)
# Where the rule of interpretation says which columns have policies.
_BY_RULE = frozenset({Way.SERVICE, Way.PAGES})
_ALWAYS = frozenset({"site-down", "broken-link"})


def way_of(issue: Issue, plan: Plan, today: date) -> Way | CannotAlone:
    """How the issue is looked at again, or why it cannot be, in Chinese. `today` in the plan's zone."""
    way = WAYS.get(issue.check, CannotAlone("没有这项检查"))
    if isinstance(way, CannotAlone):
        return way
    if (why := no_longer_asked(issue, plan, today)) is not None:
        return CannotAlone(why)
    if way in _IN_BROWSER and plan.crawl.browser == "never":
        return CannotAlone("要用浏览器才能看，而巡检方案规定不用浏览器")
    if way is Way.COLUMNS:
        return _columns_alone(issue, plan)
    if way is Way.ADDRESS and host_of(issue.subject) == "":
        return CannotAlone("这张问题单没有可以访问的地址")
    return _pages_alone(issue) if way is Way.PAGES else way


def _pages_alone(issue: Issue) -> Way | CannotAlone:
    pages = pages_to_read(issue)
    if not pages:
        return CannotAlone("这张问题单没有可以访问的地址")
    if any(_FILE.search(page) for page in pages):
        return CannotAlone("附件要整份下载通读，由下一轮巡检复查")
    return Way.PAGES


def pages_to_read(issue: Issue) -> tuple[str, ...]:
    """The addresses whose contents decide: those on which the fault was found, else its subject."""
    pages = (*issue.found_on, issue.subject)
    return tuple(dict.fromkeys(page for page in pages if page.startswith(("http://", "https://"))))


def _columns_alone(issue: Issue, plan: Plan) -> Way | CannotAlone:
    names = _named(issue, plan)
    if names is None:
        return CannotAlone("这项内容不限栏目，要看过整个网站才知道")
    if any(plan.account(name) is not None for name in names):
        return CannotAlone("涉及新媒体账号，要和账号的内容一起看")
    return Way.COLUMNS if names and all(plan.column(name) for name in names) else CannotAlone("巡检方案中没有这个栏目")


def _named(issue: Issue, plan: Plan) -> tuple[str, ...] | None:
    """The columns and accounts that decide; None: all of the site."""
    if issue.check == "missing-publication":
        found = next((one for one in plan.expectations if one.name == issue.subject), None)
        if found is None or not found.columns:
            return None
        rule = plan.interpretation if found.interpretation == "required" else None
        return tuple(dict.fromkeys((*found.columns, *(rule.interpretations if rule else ()))))
    if issue.check in _INTERPRETATIONS:
        rule = plan.interpretation
        return tuple(dict.fromkeys((*rule.policies, *rule.interpretations))) if rule else ()
    return (issue.column or "",) if issue.check == "future-date" else (issue.subject,)


def is_carried(way: Way) -> bool:
    """Whether the last round's readings of columns stand for what is not read anew."""
    return way in _WITH_COLUMNS


def checks_for(issue: Issue) -> frozenset[str]:
    """Names of the checks that are run: the issue's own, and those that vouch for what the look could see."""
    way = WAYS.get(issue.check)
    return _ALWAYS | {issue.check} | (_VOUCHERS.get(way, frozenset()) if isinstance(way, Way) else frozenset())


def deadline_of(way: Way) -> float:
    """Seconds that a look may take."""
    return 120.0 if way in _IN_BROWSER | {Way.COLUMNS, Way.ACCOUNT} else 60.0


def pages_to_view(issue: Issue) -> tuple[str, ...]:
    """The addresses that a browser opens."""
    return pages_of(issue.check, issue.subject, issue.found_on)


def seeds_of(issue: Issue, way: Way, plan: Plan) -> tuple[str, ...]:
    """The addresses that are asked; the home page is asked in any case."""
    if way is Way.ADDRESS or way is Way.DOWNLOAD:
        return tuple(dict.fromkeys((issue.subject, *issue.found_on[:MOST_PAGES])))
    if way is Way.PAGES:
        return pages_to_read(issue)[:MOST_PAGES]
    if way is Way.VIEW:
        return pages_to_view(issue)[:MOST_VIEWS]
    if way is Way.FORM:
        return tuple(plan.column_url(column) for column in plan.columns[:MOST_PAGES])
    if way is Way.COLUMNS:
        names = _named(issue, plan) or ()
        own = (issue.subject,) if issue.subject.startswith(("http://", "https://")) else ()
        return (*own, *(plan.column_url(one) for one in plan.columns if one.name in names))
    return ()


def narrowed(text: str, plan: Plan, issue: Issue, way: Way, controls: Iterable[str] = ()) -> str:
    """The plan's text, narrowed to what the look needs: it asks one thing at a time, and reads no more than decides.

    `controls`: addresses elsewhere that opened lately, by which a fault of our own line is told.
    """
    whole = read_yaml(text).value
    kept = {name: value for name, value in (whole if isinstance(whole, dict) else {}).items() if name not in _UNNEEDED}
    rule, names = plan.interpretation, (_named(issue, plan) or ()) if way is Way.COLUMNS else ()
    if way is not Way.SERVICE:
        kept.pop("services", None)
    if way not in _WITH_COLUMNS:
        short = issue.check in _BY_THE_FIRST_PAGES
        columns = [one for one in kept.get("columns") or () if one.get("name") in names]
        kept["columns"] = [_short(one) if short else one for one in columns]
        kept = {name: value for name, value in kept.items() if name not in _OF_PAGES}
    accounts: tuple[str | None, ...] = (issue.column, issue.subject) if way is Way.ACCOUNT else ()
    if way in _BY_RULE and rule is not None:
        accounts = rule.interpretations
    kept["accounts"] = [one for one in kept.get("accounts") or () if one.get("name") in accounts]
    owed = issue.subject if issue.check == "missing-publication" else None
    kept["expectations"] = [one for one in kept.get("expectations") or () if one.get("name") == owed]
    if rule is None or not ({*rule.policies, *rule.interpretations} <= set(names) or way in _BY_RULE):
        kept.pop("interpretation", None)
    crawl, functions = dict(kept.get("crawl") or {}), dict(kept.get("functions") or {})
    kept["crawl"] = crawl | {"concurrency": 1, "looks": min(plan.crawl.looks, 2)}
    kept["functions"] = functions | {"downloads": MOST_PAGES if way is Way.DOWNLOAD else 0}
    if way is not Way.SEARCH:
        kept["functions"] |= {"search_titles": 0}
    watch = dict(kept.get("availability") or {})
    if way is Way.ENDPOINT and not watch.get("control"):
        kept["availability"] = watch | {"control": list(controls)}
    if isinstance(days := kept.get("workdays"), dict):
        kept["workdays"] = {str(day): value for day, value in days.items()}  # JSON knows no dates
    return json.dumps({name: value for name, value in kept.items() if value not in ([], {}, None)}, default=str)


def _short(column: dict[str, Any]) -> dict[str, Any]:
    most = column.get("max_list_pages", LIST_PAGES)
    return {**column, "max_list_pages": min(most, LIST_PAGES) if isinstance(most, int) else LIST_PAGES}
