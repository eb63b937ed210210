"""incomplete-decision: a matter of the yearly directory of major decisions does not lead to every stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from checks.check import Check
from checks.coverage import gaps
from checks.days import today
from checks.decision_stages import Linking, Standing
from checks.editions import conflict, editions
from checks.matching import bare
from checks.names import Kind, fold, kind_of
from checks.page_samples import unread
from inspection.addresses import join
from inspection.contents import PageContent
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.participation import Decisions
from inspection.records import day_of

_ANOTHER = re.compile(r"建议|征集|征求意见|草案|解读|说明|召开|会议|培训|研究|部署")
_SHOWN = 20  # matters in the evidence


@dataclass(frozen=True)
class IncompleteDecision(Check):
    """重大决策目录环节不全。

    ## 查什么
    方案 `decisions` 所列的重大行政决策事项目录，每个事项是否都链接到规定的环节（默认征求意见、意见采纳、会议、结果），
    链接能否打开。从目录网页的表格、编号列表或小标题读出事项，按栏头、链接文字、链接到的网页的标题认出环节；事项链接到自己的专页的，专页里的链接
    也算。写明“不涉及”“不予公开”的环节不要求；写明终止、调出目录的事项不查。写明未启动、进行中的事项，`due` 没有过的，
    或者没有写 `due` 的，只作提醒。一个目录一张问题单，列出每个事项缺什么。
    目录网页没有读到、没有找到目录、目录只有附件而网页上没有事项、链接能否打开未能判定的，记为“无法判断”。

    ## 为什么要紧
    决策目录要把征求意见、采纳情况、会议和结果集成在一起公开；只有目录没有链接，公众看不到决策是怎么作出的。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /jc/:
        标题: 2024年度重大行政决策事项目录
        事项:
          - 名称: 社区食堂管理办法
            链接:
              - {地址: /jc/1.html, 文字: 查看, 栏头: 征求意见}
              - {地址: /jc/2.html, 文字: 查看, 栏头: 意见采纳}
              - {地址: /jc/3.html, 文字: 查看, 栏头: 决策结果}
    方案: {decisions: [{name: 2024年度决策目录, url: /jc/}]}
    发现: [2024年度决策目录]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /jc/:
        标题: 2024年度重大行政决策事项目录
        事项:
          - 名称: 社区食堂管理办法
            链接:
              - {地址: /jc/1.html, 文字: 关于公开征求《社区食堂管理办法》意见的公告}
              - {地址: /jc/2.html, 文字: 意见采纳情况}
              - {地址: /jc/3.html, 文字: 关于印发《社区食堂管理办法》的通知}
            写明: {公众代表列席会议: 不涉及}
    方案: {decisions: [{name: 2024年度决策目录, url: /jc/}]}
    ```

    ## 选项
    无。目录的地址或标题、环节、期限都在方案的 `decisions` 里写。
    """

    name: ClassVar[str] = "incomplete-decision"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = (
        "《重大行政决策程序暂行条例》；以事项目录超链接等方式集成公开，由本单位巡检方案规定（工作惯例）"
    )

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the names of the plan's directories."""
        if not observed.plan.decisions:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        linking = Linking(observed)
        for rule in observed.plan.decisions:
            page = _directory(observed, rule)
            if isinstance(page, CannotTell):
                yield page
            elif not page.matters:
                said = f"目录“{page.title}”的网页上没有读出事项（可能只有附件）"
                yield CannotTell(rule.name, "matters-not-found", said)
            else:
                yield from _judge(observed, rule, page, [linking.standing(matter) for matter in page.matters])


def _directory(observed: Observed, rule: Decisions) -> PageContent | CannotTell:
    contents = observed.contents or {}
    if rule.url is not None:
        url = join(observed.plan.site.home_url, rule.url) or rule.url
        return contents.get(url) or CannotTell(rule.name, "page-not-read", f"目录网页 {url} 没有读到")
    dated: list[tuple[date, str]] = []
    for article in observed.articles(rule.columns or None):
        if _is_directory(rule, article.title):
            dated.append((day_of(article.published_at, observed.plan.zone) or date.min, article.url))
    if dated:
        url = max(dated)[1]
        return contents.get(url) or CannotTell(rule.name, "page-not-read", f"目录网页 {url} 没有读到")
    pages = [] if rule.columns else [page for page in contents.values() if _is_directory(rule, page.title)]
    if pages:
        return max(pages, key=lambda page: len(page.matters))
    columns = rule.columns or tuple(column.name for column in observed.plan.columns if column.deadline is not None)
    if missing := gaps(observed, columns, date.min):
        said = f"没有找到目录，但{'、'.join(map(str, missing))}"
        return CannotTell(rule.name, "columns-not-read", said)
    return CannotTell(
        rule.name, "directory-not-found", "没有找到目录，不能判断各环节（目录应否公布，请在应发稿件中写明）"
    )


def _is_directory(rule: Decisions, title: str) -> bool:
    said = bare(title)
    if not all(bare(word) in said for word in rule.all_of) or _ANOTHER.search(fold(title)):
        return False
    return kind_of(title) is not Kind.INTERPRETATION and not conflict(editions(fold(rule.name)), editions(fold(title)))


def _judge(
    observed: Observed, rule: Decisions, page: PageContent, standings: list[Standing]
) -> Iterator[Fault | CannotTell]:
    faulty: list[tuple[Standing, list[str]]] = []
    hard, passed = False, rule.due is not None and today(observed) > rule.due
    for one in standings:
        if one.ended:
            continue
        missing = one.missing(rule.stages)
        broken = [stage for stage in rule.stages if stage in one.broken]
        if not missing and not broken:
            continue
        faulty.append((one, missing))
        waits = one.all_pending or set(missing) <= one.pending
        hard |= bool(broken) or passed or (rule.due is None and not waits)
    if faulty:
        yield _fault(rule, page, standings, faulty, hard)
    elif unsure := [url for one in standings for stage, url in one.unsure.items() if stage in rule.stages]:
        said = f"目录“{page.title}”有 {len(unsure)} 个链接未能判定能否打开，如 {unsure[0]}"
        yield CannotTell(rule.name, "links-undecided", said)


def _fault(
    rule: Decisions,
    page: PageContent,
    standings: list[Standing],
    faulty: list[tuple[Standing, list[str]]],
    hard: bool,
) -> Fault:
    first, missing = faulty[0]
    what = f"缺{'、'.join(missing)}" if missing else f"{'、'.join(first.broken)}的链接打不开"
    due = f"，应不晚于 {rule.due} 补齐" if rule.due else ""
    return Fault(
        subject=rule.name,
        title=(
            f"“{page.title or rule.name}”共 {len(standings)} 个事项，{len(faulty)} 个环节不全："
            f"“{first.matter.name}”{what}{'等' if len(faulty) > 1 else ''}{due}"
        ),
        unit=rule.unit,
        found_on=(page.url,),
        evidence={
            "matters": len(standings),
            "incomplete": [_shown(one, missing) for one, missing in faulty[:_SHOWN]],
            "stages": list(rule.stages),
            "due": rule.due.isoformat() if rule.due else None,
        },
        severity=None if hard else Severity.WARNING,
    )


def _shown(one: Standing, missing: list[str]) -> Json:
    state = next((words for words in one.matter.said.values() if words), "") if one.all_pending or one.pending else ""
    return {
        "title": one.matter.name,
        "missing_stages": "、".join(missing),
        "broken": "、".join(list(one.broken.values())[:5]),
        "state": state,
    }
