"""excerpt-interpretation: an interpretation that only repeats the words of its policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.copied import Copied, Source, copied, letters_of, source_of
from checks.draft_interpretations import texts_of_files
from checks.obligations import pairings, unit_of
from checks.page_reading import page_of
from checks.page_samples import unread
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import Article

_POLICY_SHORTEST = 200  # letters of a policy: below it the document itself is in an attachment


@dataclass(frozen=True)
class ExcerptInterpretation(Check):
    """解读照搬原文。

    ## 查什么
    每篇与政策配上对的解读，正文有多大比例是从政策原文照抄的：去掉标点、序号、书名号里的文件名和“第几条规定：‘……’”式的
    简短引用后，连续8个字以上与原文相同的算照抄，照抄的字数超过 `share`（默认80%）的就报，并引出照抄最长的一段。
    一篇解读解读几份文件的，合起来算。一图读懂、视频等几乎没有文字的（少于 `shortest` 个字）不比对。
    政策原文只在附件里、附件没有读出文字的，记为“无法判断”。

    ## 为什么要紧
    解读要讲清楚背景、要点和怎么办。照搬原文的解读等于没有解读。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        稿件: [{标题: 关于印发《社区食堂管理办法》的通知, 日期: 2025-03-10, 地址: /zcwj/1.html}]
      政策解读:
        稿件: [{标题: 《社区食堂管理办法》解读, 日期: 2025-03-10, 地址: /zcjd/1.html}]
    解读: {policies: [政策文件], interpretations: [政策解读]}
    网页:
      /zcwj/1.html: {正文: &原文 "社区食堂应当建在步行十五分钟可以到达的地方，面积不小于一百平方米，每天供应早餐和午餐，
        有条件的供应晚餐。六十岁以上老年人用餐享受九折优惠，八十岁以上老年人享受八折优惠，所需补贴由街道办事处按季度拨付。
        运营单位应当每月公布菜价和收支，每季度召开一次用餐老人代表会，听取意见并及时改进。区民政局每半年组织一次服务质量评估，
        评估不合格的限期整改，整改后仍不合格的，解除委托协议并收回场地，两年内不得再次参加选聘。街道应当公布监督电话，
        接到投诉后三天内核实处理并答复投诉人。食堂应当明示营业时间，留存食品样品，建立台账，接受市场监管部门的检查。"}
      /zcjd/1.html: {正文: *原文}
    发现: [https://example.gov.cn/zcjd/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        稿件: [{标题: 关于印发《社区食堂管理办法》的通知, 日期: 2025-03-10, 地址: /zcwj/1.html}]
      政策解读:
        稿件: [{标题: 一图读懂｜社区食堂管理办法, 日期: 2025-03-10, 地址: /zcjd/1.html}]
    解读: {policies: [政策文件], interpretations: [政策解读]}
    网页:
      /zcwj/1.html: {正文: "六十岁以上老年人用餐享受九折优惠，八十岁以上老年人享受八折优惠。"}
      /zcjd/1.html: {正文: "六十岁以上老年人用餐享受九折优惠。"}
    ```

    ## 选项
    - `share`（默认 0.8）：照抄的字数超过多大比例算照搬。
    - `shortest`（默认 150）：正文少于多少字的不比对。
    """

    name: ClassVar[str] = "excerpt-interpretation"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《上海市行政机关政策解读工作指南（试行）》：解读不得照搬原文（比例为工作惯例）"

    share: float = 0.8
    shortest: int = 150

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the interpretations' pages."""
        if observed.plan.interpretation is None:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        known = {article.url: article for article in reversed(list(observed.articles()))}
        policies: dict[str, list[str]] = defaultdict(list)
        for pairing in pairings(observed):
            policies[pairing.interpretation_url].append(pairing.policy_url)
        sources: dict[str, Source | None] = {}
        for url, of in policies.items():
            if (article := known.get(url)) is not None:
                yield from self._judge(observed, article, [known[one] for one in of if one in known], sources)

    def _judge(
        self, observed: Observed, article: Article, policies: list[Article], sources: dict[str, Source | None]
    ) -> Iterator[Fault | CannotTell]:
        read = page_of(observed, article)
        if read is None:
            yield CannotTell(article.url, "page-not-read", f"“{article.title}”的网页没有读到，不能与原文比对")
            return
        text = read.text
        if len(text) < self.shortest or len(letters_of(text)) < self.shortest:
            return
        for policy in policies:
            if policy.url not in sources:
                sources[policy.url] = _source(observed, policy)
        had = [found for policy in policies if (found := sources[policy.url]) is not None]
        if not had:
            said = f"“{article.title}”所解读的文件没有读到正文（可能在附件里），不能比对"
            yield CannotTell(article.url, "policy-text-not-read", said)
            return
        likeness = copied(text, _joined(had))
        if likeness.share > self.share:
            yield self._fault(observed, article, policies, likeness)

    def _fault(self, observed: Observed, article: Article, policies: list[Article], found: Copied) -> Fault:
        share, first = f"{found.share:.0%}", policies[0]
        return Fault(
            subject=article.url,
            title=f"“{article.title}”有 {share} 的文字照搬“{first.title}”原文（超过 {self.share:.0%}）",
            unit=unit_of(observed, first),
            column=article.channel,
            found_on=(article.url,),
            evidence={
                "share_copied": share,
                "letters": found.letters,
                "quote": found.longest[:200],
                "policies": [{"title": one.title, "url": one.url} for one in policies[:5]],
            },
        )


def _source(observed: Observed, policy: Article) -> Source | None:
    """The policy's words: of its page, and of its attachments where they were read to the end."""
    read = page_of(observed, policy)
    attached = read.content.attachments if read is not None and read.content is not None else ()
    source = source_of(read.text if read is not None else "", *texts_of_files(observed, attached))
    return source if len(source.letters) >= _POLICY_SHORTEST else None


def _joined(sources: list[Source]) -> Source:
    if len(sources) == 1:
        return sources[0]
    return Source("\n".join(one.letters for one in sources))
