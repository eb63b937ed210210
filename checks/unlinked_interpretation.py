"""unlinked-interpretation: a policy and its interpretation whose pages do not link to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.links import address_key, points_to
from checks.obligations import Interpreted, Obligation, accounts, obligations, unit_of
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article


@dataclass(frozen=True)
class UnlinkedInterpretation(Check):
    """政策与解读没有互相链接。

    ## 查什么
    文件有解读，但两个页面没有互相链接：文件页面要链接到每一篇解读，每一篇解读也要链接回文件。缺哪个方向，写在证据里。一件文件只报一条。
    发布在微信、微博上的解读不要求链接；解读在别的网站上的，只要求文件页面链接过去。没有读到页面正文的，记为“无法判断”。

    ## 为什么要紧
    群众看到文件要能找到解读，看到解读要能找到原文；解读与文件没有关联的，检查时按件扣分。

    ## 有错的例子
    解读链接到了文件，文件没有链接到解读：
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件: [{标题: 养老服务补贴办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是}]
      政策解读:
        类型: 政策解读
        稿件:
          - {标题: 《养老服务补贴办法》解读, 日期: 2025-03-10, 读过全文: 是, 链接到: [/zcwj/1.html]}
    解读: {policies: [政策文件], interpretations: [政策解读]}
    发现: [https://example.gov.cn/zcwj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 养老服务补贴办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 相关: [/zcjd/1.html]}
      政策解读:
        类型: 政策解读
        稿件:
          - 标题: 《养老服务补贴办法》解读
            日期: 2025-03-10
            地址: /zcjd/1.html
            读过全文: 是
            链接到: [/zcwj/1.html]
    解读: {policies: [政策文件], interpretations: [政策解读]}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "unlinked-interpretation"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：政策解读应与政策文件相关联（扣分分值以正式文件为准）"
    )

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the policies' pages, as for missing and late interpretations."""
        elsewhere = accounts(observed)
        for owed in obligations(observed):
            judged = [i for i in owed.interpretations if i.article.channel not in elsewhere]
            if judged:
                yield from self._judge(observed, owed, judged)

    def _judge(self, observed: Observed, owed: Obligation, judged: list[Interpreted]) -> Iterator[Fault | CannotTell]:
        policy, hosts = owed.policy, observed.plan.site.inspected_hosts
        absent: list[tuple[Article, Article]] = []
        unknown: list[Article] = []
        for interpreted in judged:
            article = interpreted.article
            ways = [(policy, article)]
            if host_of(article.url) in hosts:
                ways.append((article, policy))
            for here, there in ways:
                if address_key(there.url) in points_to(here):
                    continue
                if here.read_in_full:
                    absent.append((here, there))
                else:
                    unknown.append(here)
        if absent:
            yield self._fault(observed, owed, absent, judged)
        elif unknown:
            said = "、".join(dict.fromkeys(f"“{a.title}”" for a in unknown))
            yield CannotTell(policy.url, "page-not-read", f"没有读到页面正文：{said}")

    def _fault(
        self,
        observed: Observed,
        owed: Obligation,
        absent: list[tuple[Article, Article]],
        judged: list[Interpreted],
    ) -> Fault:
        policy = owed.policy
        outward = sum(here is policy for here, _ in absent)
        inward = len(absent) - outward
        said = [
            *(["文件页面没有链接到解读"] if outward else []),
            *(["解读页面没有链接回文件"] if inward else []),
        ]
        ways: list[Json] = [{"from": here.url, "to": there.url} for here, there in absent]
        return Fault(
            subject=policy.url,
            title=f"“{policy.title}”与解读没有互相链接：{'，'.join(said)}",
            unit=unit_of(observed, policy),
            column=policy.channel,
            found_on=tuple(dict.fromkeys(here.url for here, _ in absent)),
            evidence={
                "missing": [
                    *(["policy-to-interpretation"] if outward else []),
                    *(["interpretation-to-policy"] if inward else []),
                ],
                "missing_links": ways,
                "interpretations": [
                    {"url": i.article.url, "title": i.article.title, "paired_by": i.pairing.reason.value}
                    for i in judged
                ],
            },
        )
