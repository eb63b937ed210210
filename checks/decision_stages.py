"""How far the matters of a directory of decisions are linked: which stages each one leads to, and whether they open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.names import Kind, fold, kind_of
from checks.page_reading import own_text
from inspection.contents import Matter, MatterLink, PageContent
from inspection.decision_stages import DECIDED, stages_of
from inspection.observed import Observed
from inspection.records import Verdict

_NOT_APPLICABLE = re.compile(r"不涉及|无需|不适用|免于|豁免|不予公开|不公开|涉密|保密|^无$|^[/\\—-]+$")
_PENDING = re.compile(
    r"未启动|尚未|未开始|待启动|筹备|进行中|推进中|正在|办理中|起草|暂未|预计|计划于|拟于|即将|暂无|未到|待定|未完成|实施中"
)
_ENDED = re.compile(r"调出|终止|取消|撤销|不再实施|不再列入|移出|暂缓|停止")
_ENDED_THERE = re.compile(
    r"^(?:本?事项)?已?(?:终止|调出|移出|撤销)(?:目录|决策|程序|实施)?[。.]?$"
)  # where a link should be
_STATE = re.compile(r"状态|进度|进展|阶段|情况|备注|完成")
_DRAFT = re.compile(r"征求意见|草案|征集意见")


@dataclass
class Standing:
    """One matter. `broken`: stages whose links do not open, with the address; `unsure`: it is not known if they do."""

    matter: Matter
    linked: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    broken: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)
    all_pending: bool = False
    ended: bool = False

    def missing(self, stages: tuple[str, ...]) -> list[str]:
        """Stages to which nothing leads."""
        known = self.linked | self.excused | self.broken.keys() | self.unsure.keys()
        return [stage for stage in stages if stage not in known]


class Linking:
    """What links of a directory lead to, as far as this round knows."""

    def __init__(self, observed: Observed) -> None:
        self.observed, self.contents = observed, observed.contents or {}
        self.titles = {article.url: article.title for article in observed.articles()}
        self.verdicts = {target.probe.url: target.probe.verdict for target in observed.targets}

    def standing(self, matter: Matter) -> Standing:
        """How this matter stands."""
        found = Standing(matter)
        for stage, url in self._stages(matter):
            self._note(found, stage, url)
        for stage in found.linked:
            found.broken.pop(stage, None)
            found.unsure.pop(stage, None)
        self._hear(found)
        return found

    def _note(self, found: Standing, stage: str, url: str) -> None:
        verdict = self.verdicts.get(url)
        if verdict is Verdict.FAULTY:
            found.broken.setdefault(stage, url)
        elif verdict is Verdict.UNDECIDED:
            found.unsure.setdefault(stage, url)
        else:
            found.linked.add(stage)

    @staticmethod
    def _hear(found: Standing) -> None:
        """What the row says without a link."""
        for heading, words in found.matter.said.items():
            stages = stages_of(heading)
            if _NOT_APPLICABLE.search(words.strip()):
                found.excused |= stages
            elif _PENDING.search(words):
                found.pending |= stages
                found.all_pending |= not stages or bool(_STATE.search(heading))
            if (_STATE.search(heading) and _ENDED.search(words)) or (stages and _ENDED_THERE.match(words.strip())):
                found.ended = True

    def _stages(self, matter: Matter) -> Iterator[tuple[str, str]]:
        headings = {*matter.said, *(link.heading for link in matter.links)}
        apart = frozenset[str]().union(*(found for found in map(stages_of, headings) if len(found) == 1))
        led = [(link, self.stages_of_link(link, apart)) for link in matter.links]
        alone = frozenset[str]().union(*(stages for _, stages in led if len(stages) == 1))
        for link, stages in led:
            if len(stages) > 1:  # 公开征求意见情况 beside a link to 意见采纳 of its own: it is the draft's
                stages = stages - alone or stages
            yield from ((stage, link.url) for stage in stages)
            if not stages or (not link.heading and _same(link.text, matter.name)):
                yield from self._on_its_page(link.url)

    def stages_of_link(self, link: MatterLink, apart: frozenset[str] = frozenset()) -> frozenset[str]:
        """By the heading, else by the link's words, else by the title of what it leads to.

        `apart`: stages that have a heading of their own, so that a heading of two means the other one.
        """
        over = stages_of(link.heading)
        over = over - apart if len(over) > 1 and over - apart else over
        if len(over) == 1:
            return over
        for words in (link.text, self._title(link.url)):
            said = stages_of(words)
            if said and (not over or said & over):
                return said & over or said
            if words and not over and kind_of(words) is Kind.DOCUMENT and not _DRAFT.search(fold(words)):
                return frozenset({DECIDED})
        return over

    def _title(self, url: str) -> str:
        page = self.contents.get(url)
        return page.title if page else self.titles.get(url, "")

    def _on_its_page(self, url: str) -> Iterator[tuple[str, str]]:
        """The stages that the matter's own page leads to, or has a part for."""
        page = self.contents.get(url)
        if page is None:
            return
        for anchor in page.links:
            if anchor.url != url:
                for stage in self.stages_of_link(MatterLink(anchor.url, anchor.text)):
                    yield stage, anchor.url
        for stage in _parts(page, own_text(self.observed, page)):
            yield stage, url


def _parts(page: PageContent, text: str) -> set[str]:
    """Stages for which the page's text has a heading of its own."""
    found: set[str] = set()
    for line in text[:20_000].splitlines():
        if 3 < len(line) < 24 and "。" not in line:
            found |= stages_of(line)
    return found if page.kind != "list" else set()


def _same(words: str, name: str) -> bool:
    a, b = (re.sub(r"[\W_]", "", fold(text)) for text in (words, name))
    return bool(a) and (a in b or b in a)
