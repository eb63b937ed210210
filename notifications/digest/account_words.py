"""Accounts in the digest's words: what HTML, chat, terminal and Word say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspection.source_names import platform_name, source_name
from notifications.digest import figures
from notifications.digest.account_facts import Share, SourceFact
from notifications.digest.facts import AccountFact, DigestFacts, Standing
from notifications.digest.phrases import day, local_day, said
from notifications.structured import source_state

NEVER_READ = "没有读到过这个账号"


def title(account: AccountFact) -> str:
    """`示例民政（微信公众号）`."""
    return f"{said(account.name, 40)}（{said(platform_name(account.platform), 20)}）"


def stands(account: AccountFact) -> Standing:
    """How it stands; nothing that was never read is sound."""
    return account.freshness.standing if account.freshness else Standing.UNKNOWN


def unknown(account: AccountFact) -> bool:
    """Whether nothing can be said of how it stands."""
    return stands(account) is Standing.UNKNOWN


def standing(account: AccountFact) -> str:
    """The same in a few words."""
    if account.freshness is None:
        return f"{figures.STANDINGS[Standing.UNKNOWN]}：{NEVER_READ}"
    return figures.standing(account.freshness)


def worst_first(accounts: Iterable[AccountFact]) -> list[AccountFact]:
    """What needs somebody, then the rest in the plan's order."""
    poor = figures.POOR
    return sorted(accounts, key=lambda a: (poor.index(stands(a)) if stands(a) in poor else len(poor), not failing(a)))


def failing(account: AccountFact) -> tuple[SourceFact, ...]:
    """The sources that did not give what they should; one that sees a part by its design is none of them."""
    return tuple(source for source in account.sources if source.state not in {"read", "blank"})


def needs_somebody(account: AccountFact) -> bool:
    """Whether it is worth a line where few are shown."""
    return stands(account) in figures.POOR or bool(failing(account)) or bool(account.unanswered)


def notes(account: AccountFact) -> Iterator[str]:
    """`本周发布 3 篇`, and what the plan asks of it beyond that."""
    if account.freshness is not None and account.freshness.cells:
        count = account.freshness.cells[-1].count
        if count or not unknown(account):
            yield f"本周发布 {count} 篇"
    if account.share is not None:
        yield share(account.share)
    if account.unanswered:
        yield f"超期未回复留言 {account.unanswered} 条"
    elif account.unanswered == 0 and not account.comments_unread:
        yield "留言均在期限内"
    if account.comments_unread:
        yield "有留言没有读到"


def share(of: Share) -> str:
    """`原创 40%（要求 50%）`; a span where some do not say."""
    if of.least is None or of.most is None:
        return f"原创比例未能统计（要求 {of.asked:.0%}）"
    least, most = f"{of.least:.0%}", f"{of.most:.0%}"
    return f"原创 {least if least == most else f'{least}～{most}'}（{of.articles} 篇，要求 {of.asked:.0%}）"


def source(facts: DigestFacts, one: SourceFact) -> str:
    """`公众号接口（wechat-api）：检测受阻，登录或授权已过期，自3月12日起；由传媒中心更新环境变量 WECHAT_SECRET`."""
    state = f"{source_name(said(one.label, 40))}：{source_state(one.state, said(one.said, 120) or None)}"
    since = f"，自{day(local_day(facts, one.since))}起" if one.since else ""
    return f"{state}{since}{'；' if (todo := to_do(one)) else ''}{todo}"


def to_do(one: SourceFact) -> str:
    """`由传媒中心更新环境变量 WECHAT_SECRET`; what is to be done otherwise; empty where there is nothing to do."""
    if one.state in {"read", "blank"} or not one.said:
        return ""
    who = f"由{said(one.keeper, 24)}" if one.keeper else ""
    if one.expired:
        return f"{who or '请'}重新登录或授权{f'，更新环境变量 {said(one.credential, 60)}' if one.credential else ''}"
    return f"{said(one.mend, 120)}{f'（{who}处理）' if who else ''}" if one.mend else f"{who}处理" if who else ""
