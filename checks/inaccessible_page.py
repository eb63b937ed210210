"""inaccessible-page: rules of accessibility that a page breaks, as axe-core finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from checks.check import Check
from checks.missing_alt import identity
from checks.visited import Look, Looks, cut, looks_of, told
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.visits import View, Violation

_TOLD_ELSEWHERE = frozenset({"image-alt"})  # missing-alt names the images
_NO_NAME = "link-name"
_IMAGE_LINK = re.compile(r"<a\b[^>]*>\s*<img\b", re.I)
_WEIGHTY = frozenset({"serious", "critical"})
_LEVELS = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa"})


@dataclass(frozen=True)
class InaccessiblePage(Check):
    """网页不符合无障碍要求。

    ## 查什么
    用开源工具 axe-core 自动检查网页，违反《Web 内容无障碍指南》（WCAG 2）A、AA 级规则而影响严重的：表单没有标签、
    链接和按钮没有名称、没有写明语言、文字与背景对比不足等。图片的替代文字另由 missing-alt 报告。
    首页已有的，在其他网页上不再重复；同一栏目里许多网页都有的，合为一条。检查没有做完的，首页记为“无法判断”。
    自动检查只能发现一部分问题，没有发现不等于符合全部要求。

    ## 为什么要紧
    视力障碍者、老年人靠读屏软件和键盘使用网站；没有标签的输入框、没有名称的按钮，他们无法使用。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 无障碍: [{规则: label, 说明: 表单控件应当有标签, 处数: 2}]}
    发现: [https://example.gov.cn/]
    ```

    ## 无错的例子
    影响轻微的不算：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 无障碍: [{规则: meta-viewport-large, 说明: 应当可以放大, 处数: 1, 影响: minor}]}
    ```

    ## 选项
    - `each`（默认 3）：一个栏目里不超过这么多个网页的，逐页报告；更多的合为一条。
    """

    name: ClassVar[str] = "inaccessible-page"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：网站无障碍建设参照《Web 内容无障碍指南》（WCAG 2）A、AA 级"

    each: int = 3

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages' addresses; of what many pages of a place have, the place's."""
        known, home = looks_of(observed), looks_of(observed).home(View.DESK)
        if home is not None and not home.facts.axe:
            yield CannotTell(home.url, "not-measured", explain("not-measured"))
        of_home = {one.rule for one in _broken(home)} if home is not None else set()
        if home is not None and of_home:
            sharing = [look for look in known.of(View.DESK) if of_home & {one.rule for one in _broken(look)}]
            yield _fault(observed, known, home.url, _broken(home), sharing)
        places: dict[str, list[Look]] = {}
        for look in known.of(View.DESK):
            if look is not home and {one.rule for one in _broken(look)} - of_home:
                places.setdefault(known.place(look.url), []).append(look)
        for place, looks in places.items():
            for subject, some in [(place, looks)] if len(looks) > self.each else [(one.url, [one]) for one in looks]:
                found = [one for look in some for one in _broken(look) if one.rule not in of_home]
                yield _fault(observed, known, subject, found, some)


def _broken(look: Look) -> list[Violation]:
    """Rules that count, the most widely broken first. What was not run to its end still found what it found."""
    counted = [one for one in map(partial(_besides_images, look), look.facts.violations) if one.count > 0]
    counted = [one for one in counted if one.impact in _WEIGHTY and one.rule not in _TOLD_ELSEWHERE]
    return sorted(
        (one for one in counted if not one.tags or _LEVELS & set(one.tags)), key=lambda one: (-one.count, one.rule)
    )


def _besides_images(look: Look, violation: Violation) -> Violation:
    """Links without a name whose image has none are told by missing-alt: one cause is told once."""
    if violation.rule != _NO_NAME:
        return violation
    named = sum(1 for image in look.facts.no_alt if image.link and identity(image, look) is not None)
    examples = tuple(one for one in violation.examples if not (named and _IMAGE_LINK.search(one)))
    return replace(violation, count=violation.count - named, examples=examples)


def _fault(observed: Observed, known: Looks, subject: str, broken: list[Violation], looks: list[Look]) -> Fault:
    rules: dict[str, Violation] = {}
    for one in broken:
        rules.setdefault(one.rule, one)
    first = next(iter(rules.values()))
    where = known.where(looks, subject)
    many = f"等 {len(rules)} 项" if len(rules) > 1 else ""
    return told(
        observed,
        subject,
        looks,
        f"{where}不符合无障碍要求：{cut(first.help.rstrip('。'), 60)}{many}",
        {
            "accessibility": [
                f"{one.help.rstrip('。')}（{one.rule}，{one.count} 处）" for one in list(rules.values())[:12]
            ],
            "examples": [cut(example, 160) for one in list(rules.values())[:4] for example in one.examples[:1]],
        },
    )
