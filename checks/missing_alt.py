"""missing-alt: images that show something and have no words for those who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from checks.check import Check
from checks.visited import Look, Looks, cut, gathered, looks_of, told
from checks.volatile import lasting
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.visits import NoAlt, View

# What only fills, parts or waits, by the names that such files bear.
_DECORATION = re.compile(
    r"(?:^|[-_.])(?:spacer|blank|pixel|transparent|clear|placeholder|loading|lazy|space|line|dot|bullet|divider|shadow"
    r"|1x1|bg|background|noimg|nopic|grey|gray)\d*(?:[-_.]\w+)*\.(?:gif|png|jpe?g|svg|webp)$",
    re.I,
)


@dataclass(frozen=True)
class MissingAlt(Check):
    """图片没有替代文字。

    ## 查什么
    看得见、有内容的图片没有替代文字（`alt`）。写了空的 `alt=""` 的是装饰图片，占位图、分隔线、背景等也不算。
    同一幅图无论在多少网页上出现，只报一条；一个栏目里有许多的，合为一条，列出图片。

    ## 为什么要紧
    视力障碍者用读屏软件“听”网页，没有替代文字的图片等于不存在；图片链接没有替代文字，就不知道通向哪里。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 无替代文字: [/images/fuwu.png]}
    发现: [https://example.gov.cn/images/fuwu.png]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 无替代文字: [/images/spacer.gif]}
    ```

    ## 选项
    - `each`（默认 5）：一处（首页、一个栏目）不超过这么多幅的，逐幅报告；更多的，或者全站超过它的两倍的，一处合为一条。
    """

    name: ClassVar[str] = "missing-alt"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：网站无障碍要求非文本内容有替代文字"

    each: int = 5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the images' addresses; of a place that has many, the place's."""
        known = looks_of(observed)
        seen: dict[str, list[Look]] = {}
        images: dict[str, NoAlt] = {}
        for look in known.of(View.DESK):
            for image in look.facts.no_alt:
                subject = identity(image, look)
                if subject is not None:
                    seen.setdefault(subject, []).append(look)
                    if subject not in images or image.link:
                        images[subject] = image
        for subject, addresses, looks in gathered(known, seen, self.each):
            yield self._fault(observed, known, subject, [images[a] for a in addresses], looks)

    @staticmethod
    def _fault(observed: Observed, known: Looks, subject: str, images: list[NoAlt], looks: list[Look]) -> Fault:
        linked = [image for image in images if image.link]
        first = (linked or images)[0]
        where = known.where(looks, subject)
        if len(images) > 1:
            what = f"有 {len(images)} 幅图片没有替代文字，如“{_name(first)}”"
        else:
            what = f"的图片{'链接' if linked else ''}“{_name(first)}”没有替代文字"
        return told(
            observed,
            subject,
            looks,
            f"{where}{what}",
            {
                "images": [cut(image.src, 200) for image in images[:20]],
                "image_links": len(linked),
                "elements": [image.selector for image in images[:5]],
            },
        )


def identity(image: NoAlt, look: Look) -> str | None:
    """The image's address; the page's for what is drawn in place. None: it only decorates."""
    if not image.src.startswith(("http://", "https://")):
        return look.url
    path = unquote(urlsplit(image.src).path)
    return None if _DECORATION.search(PurePosixPath(path).name) else lasting(image.src)


def _name(image: NoAlt) -> str:
    if not image.src.startswith(("http://", "https://")):
        return image.selector
    return cut(PurePosixPath(unquote(urlsplit(image.src).path)).name or image.src)
