"""faulty-attachment: what was to be published with attachments lacks them, or they are not what they should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checks.attachments import Attached, State, attached_to
from checks.check import Check
from checks.days import today
from checks.obligations import accounts
from checks.page_reading import nobody_read
from checks.published import concerned, search, unread
from inspection.due import Occurrence, occurrences
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.personal import mask
from inspection.plan import Expectation
from inspection.reasons import explain
from inspection.records import Article

_SHOWN = 10  # attachments


@dataclass(frozen=True)
class FaultyAttachment(Check):
    """附件缺失或有误。

    ## 查什么
    方案里写明应当带附件（`attachments: required`）的应发稿件，已经发布的，看它的附件：一个也没有；链接打不开；
    点开是网页或空文件；文件损坏、有密码打不开；是另一年的文件（附件名、文件标题写的都是别的年份，几个附件中也没有一个是应属年份的）。
    稿件本身就是一个文件的，看这个文件。同一期次发了几篇的，有一篇的附件没有问题即可。
    附件还没有读到、页面没有读到、是扫描件看不出年份的，不当作有错：看不出年份的不提，读不到的列为“无法判断”。

    ## 为什么要紧
    预决算、年报、名录的内容都在附件里：正文发了、附件没传或传成去年的，等于没有公开；附件打不开按断链扣分。

    ## 有错的例子
    ```yaml
    今天: 2025-09-10
    栏目:
      财政信息:
        稿件:
          - {标题: 某某局2024年度部门决算, 日期: 2025-08-20, 地址: /cz/js.html}
    应发布:
      - {name: 部门决算, due: {yearly: 08-31}, all_of: [部门决算], attachments: required, unit: 计财处}
    网页:
      /cz/js.html:
        标题: 某某局2024年度部门决算
        附件: [{地址: /attach/js.pdf, 文字: 2022年度部门决算.pdf}]
    附件:
      - {地址: /attach/js.pdf, 名称: 2022年度部门决算.pdf, 首行: 某某局2022年度部门决算, 年份: [2022]}
    发现: [部门决算]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-09-10
    栏目:
      财政信息:
        稿件:
          - {标题: 某某局2024年度部门决算, 日期: 2025-08-20, 地址: /cz/js.html}
    应发布:
      - {name: 部门决算, due: {yearly: 08-31}, all_of: [部门决算], attachments: required, unit: 计财处}
    网页:
      /cz/js.html:
        标题: 某某局2024年度部门决算
        附件: [{地址: /attach/js.pdf, 文字: 附件1}]
    附件:
      - {地址: /attach/js.pdf, 名称: 附件1, 首行: 某某局2024年度部门决算, 年份: [2023, 2024]}
    ```

    ## 选项
    无。哪些稿件应当带附件在方案里写（应发稿件的 `attachments`）。
    """

    name: ClassVar[str] = "faulty-attachment"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "本单位巡检方案规定的发布事项"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the expectations' names; one answer for each, about the newest that was published."""
        asked = [one for one in observed.plan.expectations if one.attachments == "required"]
        if asked and (none := nobody_read(observed)):
            yield none
            return
        for expectation in asked:
            said = _judge(observed, expectation)
            if said is not None:
                yield said


def _judge(observed: Observed, expectation: Expectation) -> Fault | CannotTell | None:
    day, named = today(observed), accounts(observed)
    for occurrence in reversed([one for one in occurrences(expectation.due, day) if one.opens <= day]):
        counted = search(observed, expectation, occurrence).counted
        own = [one for one in counted if one.channel not in named] or counted
        if own:
            return _published(observed, expectation, occurrence, own)
        if missing := unread(observed, concerned(observed, expectation), occurrence):
            said = "、".join(map(str, missing))
            return CannotTell(expectation.name, "columns-not-read", f"没有找到稿件，但{said}")
    return None  # not published: missing-publication's


def _published(
    observed: Observed, expectation: Expectation, occurrence: Occurrence, articles: Sequence[Article]
) -> Fault | CannotTell | None:
    told = [(article, attached_to(observed, article, occurrence)) for article in articles]
    if any(attached.state is State.SOUND for _, attached in told):
        return None
    doubtful = next((pair for pair in told if pair[1].state is State.UNKNOWN), None)
    if doubtful is not None:
        article, attached = doubtful
        said = f"“{article.title}”的附件未能判断：{explain(attached.reason)}"
        return CannotTell(expectation.name, attached.reason, said)
    article, attached = told[0]
    return _fault(expectation, occurrence, article, attached)


def _fault(expectation: Expectation, occurrence: Occurrence, article: Article, attached: Attached) -> Fault:
    shown: list[Json] = [mask(one) for one in attached.faults[:_SHOWN]]
    wrong = "没有附件" if not attached.faults else f"附件有误：{mask(attached.faults[0])}"
    more = f"等 {len(attached.faults)} 处" if len(attached.faults) > 1 else ""
    return Fault(
        subject=expectation.name,
        title=f"“{expectation.name}”（{occurrence.label}）已发布“{mask(article.title)}”，但{wrong}{more}",
        unit=expectation.unit,
        column=article.channel,
        found_on=(article.url,),
        evidence={
            "occurrence": occurrence.label,
            "published_as": article.url,
            "missing": None if attached.faults else "attachment",
            "attachments": shown,
            "years_expected": [str(year) for year in sorted(occurrence.years)],
        },
    )
