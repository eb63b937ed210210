"""Whether the plan still asks for what an issue is about."""

from __future__ import annotations

from datetime import date

from inspection.accounts import CROSSPOST_BACK, Account
from inspection.addresses import host_of
from inspection.asking_contents import promise_no_longer_asked
from inspection.asking_dates import dates_no_longer_asked
from inspection.asking_duties import OVERDUE_DUTY, duty_no_longer_asked
from inspection.asking_files import files_no_longer_asked
from inspection.asking_pages import pages_no_longer_asked
from inspection.asking_participation import participation_no_longer_asked
from inspection.asking_promises import kept_promise
from inspection.domains import is_within
from inspection.due import State, occurrences, state
from inspection.durations import say_duration
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.visits import View
from inspection.vouching import OF_VISITS
from inspection.vouching_bodies import OF_BODIES, TAMPERED

OF_COLUMNS = frozenset({"blank-column", "stale-column", "undated-column"})
OF_INTERPRETATIONS = frozenset({"missing-interpretation", "late-interpretation", "unlinked-interpretation"})
OF_EXPECTATIONS = frozenset({"missing-publication"})
OF_ADDRESSES = frozenset({"broken-link"})
OF_ARTICLES = frozenset({"future-date"})
STALE_ACCOUNT, SILENT, EXPIRED = "stale-account", "silent-source", "expired-credential"
UNORIGINAL, WITHDRAWN, UNANSWERED = "low-originality", "withdrawn-article", "unanswered-comment"
OF_SOURCES = frozenset({SILENT, EXPIRED})  # their subjects are `<account>：<label of the source>`
OF_ACCOUNTS = OF_SOURCES | {STALE_ACCOUNT, UNORIGINAL, WITHDRAWN, UNANSWERED}
IPV6, HTTPS, CERTIFICATE = "missing-ipv6", "missing-https-redirect", "expiring-certificate"
OF_AVAILABILITY = frozenset({"frequent-outage", "slow-first-byte", CERTIFICATE, IPV6, HTTPS})  # watched round the clock
CROSSPOST, CONFLICT = "missing-crosspost", "conflicting-facts"
OF_COUNTERPARTS = frozenset({CROSSPOST, CONFLICT})  # between channels: the portal's columns and the accounts
OF_SERVICES = frozenset({"missing-service-link", "broken-service-link", "wrong-service"})
LEAVING = "missing-leaving-notice"
# What pages show in a browser.
OF_PAGES = frozenset(check for check, rests in OF_VISITS.items() if rests.view in (View.DESK, View.PHONE))
COMPARED_DAYS = 180  # so long after it was published what an article states is compared
LINKED_DAYS = 180  # so long after an article of an account was published its links are tried
WITHDRAWN_DAYS = 30  # so long after an article was found withdrawn it is spoken of


def no_longer_asked(issue: Issue, plan: Plan, today: date) -> str | None:
    """Why the plan does not ask for it any more, in Chinese; None where it still does.

    A season that is over without publication lapses: nobody ever saw what was owed.
    """
    if issue.check in OF_COLUMNS:
        return _column(issue, plan)
    if issue.check in OF_INTERPRETATIONS:
        return _interpretation(issue, plan)
    if issue.check in OF_EXPECTATIONS:
        return _expectation(issue, plan, today)
    if issue.check == OVERDUE_DUTY:
        return duty_no_longer_asked(issue, plan, today)
    if issue.check in OF_ACCOUNTS:
        return _of_account(issue, plan, today)
    if issue.check in OF_AVAILABILITY:
        return _availability(issue, plan)
    if issue.check in OF_COUNTERPARTS:
        return _between_channels(issue, plan, today)
    if issue.check in OF_ARTICLES and issue.column and not _is_channel(issue.column, plan):
        return f"巡检方案中已没有“{issue.column}”"
    if issue.check in OF_VISITS:
        return _in_browser(issue, plan)
    if issue.check in OF_BODIES:
        return _body(issue, plan)
    if issue.check in OF_ADDRESSES:
        return _address(issue, plan, today)
    if (why := kept_promise(issue, plan, today)) is not None:
        return why
    return (
        pages_no_longer_asked(issue, plan)
        or promise_no_longer_asked(issue, plan)
        or participation_no_longer_asked(issue, plan)
        or dates_no_longer_asked(issue, plan, today)
        or files_no_longer_asked(issue, plan)
    )


def _in_browser(issue: Issue, plan: Plan) -> str | None:
    if plan.crawl.browser == "never":
        return "巡检方案规定不用浏览器检查"
    if issue.check in OF_SERVICES and plan.services is None:
        return "巡检方案已不要求政策与办事服务联动"
    if issue.check in OF_PAGES and plan.browser.pages == 0:
        return "巡检方案已不要求用浏览器检查网页的显示"
    if issue.check == LEAVING and not plan.browser.leaving_notice:
        return "巡检方案已不要求离站提示"
    if plan.excludes(issue.subject) or (issue.found_on and all(plan.excludes(page) for page in issue.found_on)):
        return "巡检方案规定不查这个地址"
    return None


def _body(issue: Issue, plan: Plan) -> str | None:
    if plan.excludes(issue.subject):
        return "巡检方案规定不查这个地址"
    ends = (issue.subject, issue.evidence.get("final_url"), issue.evidence.get("forward"))
    hosts = [host_of(end) for end in ends if isinstance(end, str) and end]
    if issue.check != TAMPERED and any(is_within(host, plan.suspicion.trusted) for host in hosts):
        return f"巡检方案已把“{host_of(issue.subject)}”列为可信"
    words = issue.evidence.get("words")
    if isinstance(words, list) and words and set(map(str, words)) <= set(plan.suspicion.exempt):
        return "巡检方案已不把这些词语当作有害内容"
    return None


def _address(issue: Issue, plan: Plan, today: date) -> str | None:
    """What articles of accounts alone link to is tried while they are young, and theirs."""
    if plan.excludes(issue.subject):
        return "巡检方案规定不查这个地址"
    account = issue.evidence.get("account")
    if isinstance(account, str) and plan.account(account) is None:
        return f"巡检方案中已没有新媒体账号“{account}”"
    published = _day(issue.evidence.get("article_day"))
    if published is not None and (today - published).days > LINKED_DAYS:
        return f"文章发布已超过 {LINKED_DAYS} 天，不再检查其中的链接"
    return None


def _column(issue: Issue, plan: Plan) -> str | None:
    column = plan.column(issue.subject)
    if column is None:
        return f"巡检方案中已没有栏目“{issue.subject}”"
    return f"栏目“{issue.subject}”内容固定，不再判断更新情况" if column.deadline is None else None


def _is_channel(name: str, plan: Plan) -> bool:
    return plan.column(name) is not None or any(account.name == name for account in plan.accounts)


def _of_account(issue: Issue, plan: Plan, today: date) -> str | None:
    name = issue.subject if issue.check in {STALE_ACCOUNT, UNORIGINAL} else issue.column or ""
    account = plan.account(name)
    if account is None:
        return f"巡检方案中已没有新媒体账号“{name}”"
    label = issue.evidence.get("source")
    if issue.check in OF_SOURCES and label not in dict(account.labelled):
        return f"巡检方案中账号“{name}”已没有来源“{label}”"
    if issue.check == UNORIGINAL and account.originality is None:
        return f"巡检方案已不要求账号“{name}”的原创比例"
    if issue.check == UNANSWERED:
        return _replying(issue, account, today)
    gone = _day(issue.evidence.get("gone_at"))
    if issue.check == WITHDRAWN and gone is not None and (today - gone).days > WITHDRAWN_DAYS:
        return f"发现撤下已超过 {WITHDRAWN_DAYS} 天，不再提示"
    return None


def _replying(issue: Issue, account: Account, today: date) -> str | None:
    """An article that is too old to be looked at any more was not answered by that."""
    if account.replying is None:
        return f"巡检方案已不要求账号“{account.name}”回复留言"
    published = _day(issue.evidence.get("published")) or _day(issue.evidence.get("oldest_said_at"))
    if published is not None and today - published > account.replying.back:
        return f"文章发布已超过 {say_duration(account.replying.back)}，不再查看留言"
    return None


def _between_channels(issue: Issue, plan: Plan, today: date) -> str | None:
    """What is too old to be compared was not mended by that."""
    published = _day(issue.evidence.get("published"))
    if issue.column and not _is_channel(issue.column, plan):
        return f"巡检方案中已没有“{issue.column}”"
    if issue.check == CONFLICT:
        if published is not None and (today - published).days > COMPARED_DAYS:
            return f"内容发布已超过 {COMPARED_DAYS} 天，不再比对"
        return None if plan.accounts else "巡检方案中已没有新媒体账号"
    rules = [rule for rule in plan.crossposts if issue.column is None or issue.column in rule.from_]
    if not rules:
        return f"巡检方案已不要求“{issue.column}”的内容同步发布" if issue.column else "巡检方案中已没有同步发布的要求"
    start = min(rule.since or today - CROSSPOST_BACK for rule in rules)
    if published is not None and published < start:
        return f"内容发布于要求同步的起始日期（{start.isoformat()}）之前"
    return None


def _availability(issue: Issue, plan: Plan) -> str | None:
    asked = plan.availability
    if not asked.enabled:
        return "巡检方案已不要求监测可用性"
    if issue.check == IPV6 and not asked.ipv6:
        return "巡检方案已不要求支持 IPv6"
    if issue.check == HTTPS and not asked.https:
        return "巡检方案已不要求跳转到 https://"
    if issue.check == CERTIFICATE and not plan.site.home_url.startswith("https:"):
        return "首页已不用 HTTPS，不再检查证书"
    return None


def _interpretation(issue: Issue, plan: Plan) -> str | None:
    rule = plan.interpretation
    if rule is None:
        return "巡检方案中已没有政策解读的要求"
    if issue.column and issue.column not in rule.policies:
        return f"“{issue.column}”已不在巡检方案的政策文件栏目之列"
    published = _day(issue.evidence.get("published"))
    if rule.since is not None and published is not None and published < rule.since:
        return f"文件发布于巡检方案规定的起始日期（{rule.since.isoformat()}）之前"
    return None


def _expectation(issue: Issue, plan: Plan, today: date) -> str | None:
    expectation = next((e for e in plan.expectations if e.name == issue.subject), None)
    if expectation is None:
        return f"巡检方案中已没有应发稿件“{issue.subject}”"
    if issue.evidence.get("missing") == "interpretation" and expectation.interpretation != "required":
        return f"巡检方案已不要求解读“{issue.subject}”"
    label = issue.evidence.get("occurrence")
    owed = {o.label for o in occurrences(expectation.due, today) if state(o, today) in (State.WARNING, State.OVERDUE)}
    if label in owed or (label is None and owed):
        return None
    return f"“{issue.subject}”（{label}）已过时，不再要求发布" if label else f"“{issue.subject}”现在不要求发布"


def _day(value: object) -> date | None:
    """The day of a date or a time as evidence has it, in the plan's zone."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
