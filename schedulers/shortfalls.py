"""What a round could not complete, each in one Chinese sentence that names the mend where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from inspection.addresses import host_of
from inspection.plan import Plan
from inspection.records import Verdict
from spiders.sweep import Sweep


def shortfalls(plan: Plan, kind: str, sweep: Sweep, pages: int) -> list[str]:
    """Empty when everything that the plan asks was looked at, or has a reason of its own among the undecided.

    `pages`: that the round knows, those of an earlier round that are still there included.
    """
    return [*_of_home(sweep), *_of_extent(plan, kind, sweep, pages)]


def _of_home(sweep: Sweep) -> Iterator[str]:
    ledger = sweep.ledger
    home, end = ledger.home, ledger.end_of(ledger.home_url)
    if sweep.stopped:
        yield "检测受阻：网站的防火墙持续拦截，已停止访问，其余页面和链接未能判定"
    elif home is not None and home.verdict is Verdict.UNDECIDED and home.status is not None:
        yield "首页未能打开：服务器不予放行，网站未能巡检"
    if home is not None and home.verdict is Verdict.SKIPPED:
        yield "首页被 robots.txt 禁止访问；如本单位拥有该网站，请在方案中写明 site.owned: true"
    if home is not None and home.reason == "private-address":
        yield "首页是内网地址，未访问；如确需巡检，请在方案中写明 site.allow_private_hosts: true"
    if sweep.frontier.is_foreign(end):
        yield f"首页跳转到 {host_of(end)}，该主机不在方案的 site.hosts 中，其网页未能巡检；请把它写入 site.hosts"


def _of_extent(plan: Plan, kind: str, sweep: Sweep, pages: int) -> Iterator[str]:
    if cut := sweep.frontier.cut["page-limit"]:
        yield f"有 {cut} 个地址因网页数达到上限（crawl.max_pages）没有访问"
    silent = sweep.ledger.home is None or sweep.ledger.home.verdict is not Verdict.SOUND
    if kind != "watch" and not silent and plan.columns and pages <= len(plan.columns) // 2:
        yield f"整个网站只读到 {pages} 个网页，少于方案的栏目数；网站可能由脚本生成，或地址有误"
    elif kind != "watch" and not silent and sweep.ledger.home_leads is False:
        yield "首页没有读出任何链接，可能是空白页、正在维护或由脚本生成；从首页出发的逐页巡检未能进行"
