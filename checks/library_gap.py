"""library-gap: policies on a theme that its library does not hold, and entries of it that are dead or repealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from checks.check import Check
from checks.coverage import gaps
from checks.days import today
from checks.libraries import Entry, Shelves, due_policies, faulty_entries, shelves_of, sorted_out
from checks.obligations import unit_of
from checks.page_groups import absolute, content_at
from checks.page_reading import nobody_read
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.gathering import Library
from inspection.observed import Observed
from inspection.records import Article, day_of

_ONE_BY_ONE = 20  # policies of a library that have a finding of their own
_EXAMPLES = 20


@dataclass(frozen=True)
class LibraryGap(Check):
    """主题库有遗漏。

    ## 查什么
    方案 `libraries` 列出的主题库（如养老服务政策集成式发布）：政策栏目里标题属于这个主题的文件，主题库里有没有。
    按地址、文号和文件名称认，转载在别处的、标题写法不同的也认得；解读、征求意见稿、新闻和已失效的文件不要求归集。
    缺一份报一条，超过二十份的，最新的二十份逐条报，其余合报一条。主题库里的条目打不开的，或者条目的网页标明已废止、已失效而主题库没有
    注明的，一个条目报一条。主题库或政策栏目没有读到的，记为“无法判断”。

    ## 为什么要紧
    主题库要全面、精准：群众以为库里没有的就是没有，以为库里有的就还有效。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 关于推进老年助餐服务高质量发展的实施意见, 日期: 2024-03-01, 地址: /zc/1.html}
          - {标题: 养老机构等级评定管理办法, 日期: 2024-06-01, 地址: /zc/2.html}
    方案:
      libraries: [{name: 养老服务主题库, urls: [/ylzt/], any_of: [养老, 老年], columns: [政策文件]}]
    网页:
      /ylzt/:
        类型: 列表
        标题: 养老服务主题库
        链接:
          - {地址: /zc/1.html, 文字: 关于推进老年助餐服务高质量发展的实施意见}
          - {地址: /ylzt/3.html, 文字: 上海市养老服务条例}
          - {地址: /ylzt/4.html, 文字: 养老服务机构护理员补贴办法}
    发现: [https://example.gov.cn/zc/2.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 关于印发《养老机构等级评定管理办法》的通知, 日期: 2024-06-01, 地址: /zc/2.html}
    方案:
      libraries: [{name: 养老服务主题库, urls: [/ylzt/], any_of: [养老, 老年], columns: [政策文件]}]
    网页:
      /ylzt/:
        类型: 列表
        标题: 养老服务主题库
        链接:
          - {地址: /ylzt/2.html, 文字: 养老机构等级评定管理办法}
          - {地址: /ylzt/3.html, 文字: 上海市养老服务条例}
          - {地址: /ylzt/4.html, 文字: 养老服务机构护理员补贴办法}
    ```

    ## 选项
    无。主题库和主题词在方案里写（`libraries`）。
    """

    name: ClassVar[str] = "library-gap"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：政策集成式发布的主题库应当全面、准确"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects: the policy's or the entry's address, each once; `<library>：其余未归集`."""
        if observed.plan.libraries and (none := nobody_read(observed)):
            yield none
            return
        said: set[str] = set()
        for library in observed.plan.libraries:
            for one in _judge(observed, library):
                if one.subject not in said:
                    said.add(one.subject)
                    yield one


def _judge(observed: Observed, library: Library) -> Iterator[Fault | CannotTell]:
    addresses = [absolute(observed, url) for url in library.urls]
    unread = [one for one in addresses if content_at(observed, one) is None]
    for address in unread:
        yield CannotTell(address, "page-not-read", f"“{library.name}”的网页没有读到")
    shelves = shelves_of(observed, addresses)
    for entry in faulty_entries(observed, shelves):
        yield _faulty(library, addresses, entry)
    if not unread and not shelves.entries:
        yield CannotTell(addresses[0], "library-not-read", f"“{library.name}”的网页上没有读出条目")
        return
    if unread:
        return
    rule = observed.plan.interpretation
    columns = library.columns or (rule.policies if rule is not None else ())
    for gap in gaps(observed, columns, library.since or date.min):
        yield CannotTell(gap.channel, gap.reason, f"{gap}，“{library.name}”是否缺少其中的文件不能判断")
    lacking, unclear = sorted_out(shelves, due_policies(observed, library, columns))
    for article in unclear[:_ONE_BY_ONE]:
        yield CannotTell(article.url, "not-surely-same", f"“{library.name}”中有开头相同而没有显示全的条目")
    for article in lacking[:_ONE_BY_ONE]:
        yield _missing(observed, library, addresses, article, shelves)
    if rest := lacking[_ONE_BY_ONE:]:
        yield _rest(observed, library, addresses, rest)


def _missing(
    observed: Observed, library: Library, addresses: Sequence[str], article: Article, shelves: Shelves
) -> Fault:
    day = day_of(article.published_at, observed.plan.zone)
    when = f"（{day.isoformat()}）" if day else ""
    return Fault(
        subject=article.url,
        title=f"“{library.name}”缺少“{article.title}”{when}",
        unit=library.unit or unit_of(observed, article),
        column=article.channel,
        found_on=tuple(addresses),
        evidence={
            "library": library.name,
            "published": day.isoformat() if day else None,
            "document_number": article.document_number,
            "theme_words": [word for word in library.any_of if word in article.title],
            "entries": len(shelves.entries),
            "closest": shelves.closest(article),
        },
    )


def _rest(observed: Observed, library: Library, addresses: Sequence[str], rest: Sequence[Article]) -> Fault:
    titles: list[Json] = [one.title for one in rest[:_EXAMPLES]]
    return Fault(
        subject=f"{library.name}：其余未归集",
        title=f"“{library.name}”另有 {len(rest)} 份较早的文件没有归集",
        unit=library.unit,
        found_on=tuple(addresses),
        evidence={
            "library": library.name,
            "count": len(rest),
            "examples": titles,
            "as_of": today(observed).isoformat(),
        },
    )


def _faulty(library: Library, addresses: Sequence[str], entry: Entry) -> Fault:
    said = f"打不开（{entry.says}）" if entry.dead else f"已不再有效（{entry.says}），没有注明"
    return Fault(
        subject=entry.url,
        title=f"“{library.name}”中的“{entry.text or entry.url}”{said}",
        unit=library.unit,
        found_on=(entry.page,) if entry.page else tuple(addresses),
        evidence={"library": library.name, "reason": entry.reason, "says": entry.says, "text": entry.text},
    )
