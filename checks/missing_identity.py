"""missing-identity: a page's foot without what every page of a government site must show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.feet import NAMES, SCRIPTS, Foot, feet
from checks.page_samples import answering, sampled, share, unread
from inspection.contents import Mark
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed

_MOST_GROUPS = 6  # of odd pages that lack the same; what is rarer is told together
_SHOWN = 5


@dataclass(frozen=True)
class MissingIdentity(Check):
    """页脚缺少网站标识，或标识码不符。

    ## 查什么
    每个网页的页脚都应有：党政机关标识、政府网站找错入口、网站标识码、主办单位、联系方式、ICP备案号、公安备案号。
    多半网页都缺的，一项报一条；只有个别网页缺的（专题、打印页等），按所缺的项目归并，报在一起，写明页数、占比和举例。
    页脚所写的标识码与方案 `site.id_code` 不同，或不是 10 位的，也报。
    只写“版权所有”、没有写“主办单位”的，按缺少主办单位报。

    页脚放在框架里的，读框架里的内容；由脚本或空的页脚容器生成、看不到的，记为“无法判断”，不算缺少；
    全站一项也没有看到、而网页又有脚本的，同样记为“无法判断”。嵌在别的网页里的部分不查。

    ## 为什么要紧
    网站标识是指标中的扣分项，也是公众辨认真假政府网站、反映错误的依据。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标题: 某某局, 标识: [党政机关标识, 找错, 标识码, 主办单位, 联系方式, ICP备案]}
      /a/: {类型: 列表, 标题: 通知公告, 标识: [党政机关标识, 找错, 标识码, 主办单位, 联系方式, ICP备案]}
    发现: [公安备案]
    ```

    ## 无错的例子
    页脚由框架提供，另一页的页脚由脚本生成、看不到：
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标题: 某某局, 页脚来自: [https://example.gov.cn/foot.html]}
      /foot.html: {类型: 其他, 标识: [党政机关标识, 找错, 标识码, 主办单位, 联系方式, ICP备案, 公安备案]}
      /a/1.html: {标题: 工作动态, 页脚来自: [https://example.gov.cn/js/foot.js]}
    无法判断: [页脚]
    ```

    ## 选项
    - `most`（默认 0.5）：缺某一项的网页超过这个比例的，那一项作为全站的问题单独报；不到的，归入个别网页。
    """

    name: ClassVar[str] = "missing-identity"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：网站标识"

    most: float = 0.5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are a mark's name, the names that odd pages lack, 标识码不符, 标识码位数不对."""
        rule = observed.plan.identity
        if not rule.enabled:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        every = list(feet(observed))
        told = [foot for foot in every if not foot.elsewhere]
        if (hidden := [foot for foot in every if foot.elsewhere]) or _none_seen(told):
            hidden = hidden if not _none_seen(told) else every
            said = f"{len(hidden)} 个网页的页脚由脚本或框架生成，没有读到，如 {sampled([f.page for f in hidden])[0]}"
            yield CannotTell("页脚", "foot-not-seen", said)
            told = [] if _none_seen(told) else told
        wanted = [mark for mark, name in NAMES.items() if name not in rule.exempt]
        yield from self._missing(observed, told, wanted)
        if NAMES[Mark.ID_CODE] not in rule.exempt:
            yield from _codes(observed, told)

    def _missing(self, observed: Observed, told: Sequence[Foot], wanted: Sequence[Mark]) -> Iterator[Fault]:
        of_site = set[Mark]()
        for mark in wanted:
            lacking = [foot for foot in told if mark not in foot.shown]
            if len(lacking) > self.most * len(told):
                of_site.add(mark)
                yield _fault(observed, (mark,), lacking, len(told), NAMES[mark])
        odd: dict[tuple[Mark, ...], list[Foot]] = defaultdict(list)
        for foot in told:
            if lack := tuple(mark for mark in wanted if mark not in foot.shown and mark not in of_site):
                odd[lack].append(foot)
        groups = sorted(odd.items(), key=lambda group: (-len(group[1]), group[0]))
        for marks, lacking in groups[:_MOST_GROUPS]:
            subject = f"个别网页缺少：{'、'.join(NAMES[mark] for mark in marks)}"
            yield _fault(observed, marks, lacking, len(told), subject)
        if rest := [foot for _, lacking in groups[_MOST_GROUPS:] for foot in lacking]:
            marks = tuple(
                mark for mark in wanted if any(mark not in foot.shown for foot in rest) and mark not in of_site
            )
            yield _fault(observed, marks, rest, len(told), "个别网页缺少：其他")


def _none_seen(told: Sequence[Foot]) -> bool:
    """Whether no page shows anything of a foot, so that it is drawn by a script of whatever name."""
    return bool(told) and not any(foot.shown for foot in told) and any(SCRIPTS in f.page.foot_from for f in told)


def _fault(observed: Observed, marks: tuple[Mark, ...], lacking: Sequence[Foot], whole: int, subject: str) -> Fault:
    pages = [foot.page for foot in lacking]
    column, unit = answering(observed, pages)
    names = "、".join(NAMES[mark] for mark in marks)
    home = any(page.kind == "home" for page in pages)
    which = f"全部 {whole} 个网页" if len(pages) == whole else f"{len(pages)} 个网页{'（含首页）' if home else ''}"
    there = Counter(NAMES[mark] for foot in lacking for mark in foot.shown)
    return Fault(
        subject=subject,
        title=f"{which}的页脚缺少{names}" + ("" if len(pages) == whole else f"（共查 {whole} 个）"),
        unit=unit,
        column=column,
        found_on=sampled(pages),
        evidence={
            "missing": names,
            "pages": len(pages),
            "page_share": share(len(pages), whole),
            "marks_there": [name for name in NAMES.values() if there[name] == len(pages)],
        },
        severity=None if home or len(pages) == whole else Severity.WARNING,
    )


def _codes(observed: Observed, told: Sequence[Foot]) -> Iterator[Fault]:
    """Codes at the foot that are not the site's, or no codes at all by their length."""
    owed = observed.plan.site.id_code
    short, foreign = list[Foot](), list[Foot]()
    for foot in told:
        codes = foot.page.id_codes
        if codes and all(len(code) != 10 for code in codes):
            short.append(foot)
        elif codes and owed is not None and owed.lower() not in {code.lower() for code in codes}:
            foreign.append(foot)
    having = sum(bool(foot.page.id_codes) for foot in told)
    for subject, lacking, said in (
        ("标识码位数不对", short, "不是 10 位"),
        ("标识码与本站不符", foreign, f"与本网站的标识码 {owed} 不符"),
    ):
        if not lacking:
            continue
        pages = [foot.page for foot in lacking]
        column, unit = answering(observed, pages)
        shown = Counter(code for page in pages for code in page.id_codes).most_common(_SHOWN)
        yield Fault(
            subject=subject,
            title=f"{len(pages)} 个网页的页脚写的标识码“{shown[0][0]}”{said}",
            unit=unit,
            column=column,
            found_on=sampled(pages),
            evidence={
                "codes_shown": [f"{code}（{count} 页）" for code, count in shown],
                "code_owed": owed,
                "pages": len(pages),
                "page_share": share(len(pages), having),
            },
        )
