"""missing-service-link: a policy that names a service and does not lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.obligations import unit_of
from checks.service_ways import BASIS, Policy, policies
from checks.visited import cut
from inspection.addresses import host_of
from inspection.domains import is_within
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Article
from inspection.service_pages import is_home
from inspection.service_visits import policy_columns

# A picture that telephones read is a way, of which a machine cannot say where it leads.
_CODE = re.compile(
    r"(?:扫描|扫一扫|扫码|识别)[^。；\n]{0,16}(?:二维码|小程序码)|二维码[^。；\n]{0,12}(?:办理|申请|申报|申领|预约|报名|填报)"
    r"|扫码(?:即可|后|进行|在线|直接)?(?:办理|申请|申报|申领|预约|报名|填报)"
)


@dataclass(frozen=True)
class MissingServiceLink(Check):
    """政策没有办事入口。

    ## 查什么
    政策正文告诉群众或企业到办事平台办理某个事项（或者提到方案 `services.names` 所列的事项），页面上却没有通向平台的链接，
    也没有“立即办理”之类的按钮。只是推进改革、通报办理情况时顺带提到的，转发、计划、报告、解读等，都不算；
    各页面共有的页头页脚链接不算办事入口；只链接到平台首页的，按警告。页面由脚本补充内容的，先用浏览器打开再判断。
    “立即办理”按钮由脚本决定通向哪里的、只写了扫二维码办理的，政策正文或页面没有读到的，记为“无法判断”。

    ## 为什么要紧
    看完政策还要另找办事的地方，群众和企业多半找不到；“阅办联动”就是要看得懂、找得到、办得成。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 养老服务补贴实施办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“养老服务补贴”事项，上传材料。}
    办事: {政策: {/zcwj/1.html: []}}
    发现: [https://example.gov.cn/zcwj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 养老服务补贴实施办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“养老服务补贴”事项，上传材料。}
          - {标题: 养老服务工作通知, 日期: 2025-03-10, 地址: /zcwj/2.html, 读过全文: 是, 正文: 深入推进“一网通办”改革，优化养老服务补贴等事项的办理流程。}
    办事: {政策: {/zcwj/1.html: [https://zwdt.example.gov.cn/item/1], /zcwj/2.html: []}}
    ```

    ## 选项
    无。哪些栏目、哪个平台、哪些事项、哪些免查，都在方案的 `services` 里写。
    """  # noqa: E501 (an article stands in one line)

    name: ClassVar[str] = "missing-service-link"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the policies' pages."""
        for name in policy_columns(observed.plan):
            rows = [row for row in observed.articles((name,)) if not row.read_in_full and _is_in_time(observed, row)]
            if rows:
                said = f"“{name}”有 {len(rows)} 篇政策的正文没有读到，无法判断有没有办事入口"
                yield CannotTell(name, "articles-not-read", said)
        for policy in policies(observed):
            sends = policy.named or policy.named.strong
            if sends and not policy.is_linked and not _leads_by_text(observed, policy.article):
                yield self._say(observed, policy)
            elif policy.named.perhaps and not policy.is_linked and not _leads_by_text(observed, policy.article):
                said = f"“{cut(policy.article.title)}”提到平台上的办理，看不出是不是请群众去办：{policy.named.perhaps}"
                yield CannotTell(policy.article.url, "perhaps-sends", said)

    def _say(self, observed: Observed, policy: Policy) -> Fault | CannotTell:
        article, visit = policy.article, policy.visit
        if visit is None or visit.reason is not None:
            reason = visit.reason if visit is not None and visit.reason else "page-not-read"
            return CannotTell(article.url, reason, f"“{cut(article.title)}”有没有办事入口未能判断：{explain(reason)}")
        if policy.facts.presses:
            said = f"“{cut(article.title)}”有“{policy.facts.presses[0]}”按钮，通向哪里由脚本决定，无法判断"
            return CannotTell(article.url, "way-not-told", said)
        if _CODE.search(article.text):
            said = f"“{cut(article.title)}”写明扫二维码办理，没有可以点击的办事入口；二维码通向哪里，无法判断"
            return CannotTell(article.url, "code-not-read", said)
        if not policy.named:
            said = f"“{cut(article.title)}”写明在平台上办理，看不出是哪个事项"
            return CannotTell(article.url, "service-not-named", said)
        home = bool(policy.facts.links)
        names = "、".join(f"“{name}”" for name in policy.named.names[:3])
        what = "只链接到办事平台首页，没有该事项的入口" if home else "没有办事入口"
        return Fault(
            subject=article.url,
            title=f"“{cut(article.title)}”提到办理{names}，{what}",
            unit=unit_of(observed, article),
            column=article.channel,
            found_on=(article.url,),
            evidence={"services": list(policy.named.names), "quote": policy.named.quote},
            severity=Severity.WARNING if home else None,
        )


def _is_in_time(observed: Observed, article: Article) -> bool:
    """What was published before the plan's day is not read on purpose."""
    rule, day = observed.plan.interpretation, article.published_at
    since = rule.since if rule else None
    return since is None or day is None or str(day)[:10] >= since.isoformat()


def _leads_by_text(observed: Observed, article: Article) -> bool:
    """Whether the article as it was read has a link into the platform, whatever its page's markup showed."""
    services = observed.plan.services
    urls = (*article.body_links, *(one.url for one in article.related))
    return any(services is not None and is_within(host_of(url), services.hosts) and not is_home(url) for url in urls)
