"""Who drafted a policy, as far as its own page says so in words of the plan."""

from __future__ import annotations

import re
import unicodedata

from inspection.plan import Plan
from inspection.records import Article

_LABEL = re.compile(
    r"(?:^|(?<=[\s|;。】]))(?:起草(?:部门|单位|处室)|(?:承办|主办|牵头|责任)处室|解读部门)\s*:\s*([^\n|;。]{1,60})",
    re.M,
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_BETWEEN = re.compile(r"[、,;/|\n]+")
_JOINS = re.compile(r"(?<=[处室科局委厅部院会心])(?:会同|和|与|及)")
_NOT_THE_BUREAU = re.compile(r"(?:官方|门户|政务)*(?:网站|网|平台)$")
_OURS = frozenset({"我局", "本局", "我委", "本委", "我厅", "本厅", "我部", "本部"})


def drafter(plan: Plan, article: Article) -> str | None:
    """The one unit of the plan that the policy's page names as its drafter; None where that is not plain.

    A label such as 起草处室：… in the text speaks first, then the article's source (来源). Assumes that

    - a label stands at the beginning of a line or behind a space: one in the brackets of a task is about that task;
    - a unit is written as in the plan, alone or behind our own bureau's name (上海市民政局养老服务处, 局养老服务处);
    - two units mean that nobody is named: there is no guessing between them.
    """
    labelled = {unit for match in _LABEL.finditer(_folded(article.text)) for unit in _units_in(match[1], plan)}
    if labelled:
        return labelled.pop() if len(labelled) == 1 else None
    named = _units_in(_folded(article.source or ""), plan)
    return named.pop() if len(named) == 1 else None


def _units_in(text: str, plan: Plan) -> set[str]:
    """The units of the plan among the names in the text."""
    bureau = _NOT_THE_BUREAU.sub("", _BRACKETED.sub("", _folded(plan.site.name))).strip()
    pieces = _BETWEEN.split(_JOINS.sub("、", _BRACKETED.sub("", text)))
    return {name for piece in pieces for name in _units_of(piece.split(), plan, bureau)}


def _units_of(words: list[str], plan: Plan, bureau: str) -> set[str]:
    """Units that the words begin with (市民政局 办公室, not 市财政局 办公室), then every other one among them too."""
    heads = ["".join(words[: n + 1]) for n in range(len(words))]
    found = {u.name for u in plan.units if any(_is(_folded(u.name), head, bureau) for head in heads)}
    return found | {u.name for u in plan.units if found and _folded(u.name) in words}


def _is(unit: str, piece: str, bureau: str) -> bool:
    """Whether the name is the unit's, whole, or behind our own bureau's; another bureau's office is not ours."""
    if not piece.endswith(unit):
        return False
    before = piece.removesuffix(unit)
    return not before or before in _OURS or bureau.endswith(before)


def _folded(text: str) -> str:
    """Full width and half width made the same."""
    return unicodedata.normalize("NFKC", text)
