"""List pages: which rows a column's page holds, where its next page is, and what it means when no rows are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inspection.records import Entry, ListState, Reading, Related
from spiders.reading import embedded, list_json, list_json_pages
from spiders.reading.anchors import anchors_of, likeness
from spiders.reading.embedded_records import records_of, records_stated
from spiders.reading.list_grounds import Grounds, Group, survey
from spiders.reading.list_groups import groups_of
from spiders.reading.list_json_fields import parse
from spiders.reading.list_rows import entries_of
from spiders.reading.list_score import is_assured, main_group
from spiders.reading.list_state import evidence_of, is_blocked, state_without_rows
from spiders.reading.paging import find_pager
from spiders.reading.tree import Tree, first, plant

LIST_FROM = 0.55  # looks_like_list at or above this is read as a list


@dataclass(frozen=True, slots=True)
class _Choice:
    """A group of rows with the ground that it stands on: the page itself, or markup that its scripts hold."""

    grounds: Grounds
    group: Group


def read_list(html: str, url: str, *, today: date, charset: str = "utf-8", base: str | None = None) -> Reading:
    """Read a page as a column's list. `url` is the page's own address, `today` resolves days stated without a year.

    `base`: the page that a script writes this answer into, so that its addresses are meant from there.

    Never raises for broken markup. Entries keep the page's order; `sources` names addresses that hold further rows.
    """
    if html.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return read_list_json(html, url, today=today, charset=charset, base=base)
    tree = plant(html, url, charset)
    tree.base = base or tree.base
    anchors = anchors_of(tree)
    grounds = survey(tree, anchors)
    pager = find_pager(tree)
    stated = records_stated(tree, html)
    choice = _choose(grounds, pager.at, records_of(tree, html), stated == 0)
    entries = entries_of(choice.grounds, choice.group, today) if choice else ()
    sources: tuple[str, ...] = embedded.sources_of(tree, html)
    if choice is None or not entries:
        entries = _from_scripts(tree, today)
    if stated == 0 and not entries:
        sources = ()
    elif entries and choice is not None and choice.grounds is grounds and is_assured(choice.group):
        sources = tuple(s for s in sources if "dataproxy" in s)
    elif not entries or (choice is not None and choice.grounds is grounds):
        sources = (*sources, *embedded.frames_of(tree))
    if entries:
        state = ListState.ENTRIES
    else:
        state = state_without_rows(tree, anchors, evidence_of(tree), bool(sources or stated), stated == 0)
    if state is ListState.BLOCKED:
        sources = ()
    return Reading(
        url=url,
        kind="list",
        charset=charset,
        title=first([tree.title, tree.meta("columnname"), tree.meta("sitename")]),
        entries=entries,
        next_page=_not_an_entry(pager.next_page, entries),
        sources=sources,
        related=_all_related(entries),
        list_state=state,
        cut=tree.cut or (choice is not None and choice.grounds.tree.cut),
    )


def read_list_json(body: str, url: str, *, today: date, charset: str = "utf-8", base: str | None = None) -> Reading:
    """Read a JSON answer as a list: objects with a title and an address, or markup inside its strings."""
    value = parse(body)
    data = list_json.data_in(value) if value is not None else list_json.Data([], [])
    entries = list_json.entries_from(data.rows, base or url, today, charset)
    following = None
    if data.markup and not entries:
        inner = read_list("<html><body>" + "\n".join(data.markup), url, today=today, charset=charset, base=base)
        entries = inner.entries
        following = inner.next_page or list_json_pages.next_unit(data.markup, url)
    pages, rows, count = data.total_pages, data.total_rows, len(entries)
    following = following or list_json_pages.next_of(pages, rows, url, count)
    if entries:
        state = ListState.ENTRIES
    else:
        state = ListState.BLANK if value is not None and list_json.says_empty(value) else ListState.UNREADABLE
    return Reading(
        url=url,
        kind="list",
        charset=charset,
        entries=entries,
        next_page=following,
        related=_all_related(entries),
        list_state=state,
        total=list_json_pages.total_of(pages, rows, data.markup, count),
    )


def _choose(grounds: Grounds, pager: int | None, fragments: list[str], none: bool) -> _Choice | None:
    """The page's own rows, or those in its scripts where these are as good."""
    found = [c for c in (_in_fragment(grounds.tree, fragment) for fragment in fragments) if c]
    hidden = max(found, key=lambda c: c.group.score, default=None)
    shown = main_group(grounds, pager)
    if shown is not None and not is_assured(shown):
        evidence = evidence_of(grounds.tree)
        blank = none or evidence.says_nothing or (evidence.empty_container and not _surely_rows(shown))
        if blank or hidden is not None:
            shown = None
    if hidden is not None and (shown is None or hidden.group.score * 1.5 >= shown.score):
        return hidden
    return _Choice(grounds, shown) if shown is not None else hidden


def _surely_rows(group: Group) -> bool:
    """Whether an unassured group outweighs an empty container elsewhere: many dated rows, nothing against its place."""
    return group.reasons["place"] >= 1 and group.reasons["heading"] >= 1 and sum(r.dated for r in group.rows) >= 4


def _in_fragment(tree: Tree, fragment: str) -> _Choice | None:
    inner = plant(fragment, tree.url, tree.charset)
    inner.base = tree.base
    ground = survey(inner, anchors_of(inner))
    group = main_group(ground, None) or _every_record(ground)
    return _Choice(ground, group) if group else None


def _every_record(ground: Grounds) -> Group | None:
    """Records are rows by their own word, however little they look like it."""
    groups = [g for g in groups_of(ground) if any(ground.anchors[row.primary].weight >= 5 for row in g.rows)]
    return max(groups, key=lambda g: len(g.rows), default=None)


def _from_scripts(tree: Tree, today: date) -> tuple[Entry, ...]:
    best: tuple[Entry, ...] = ()
    for script in tree.scripts:
        if "[" in script.text and len(script.text) < 2_000_000:
            entries = list_json.entries_from(list_json.rows_in_script(script.text), tree.base, today, tree.charset)
            best = max(best, entries, key=len)
    return best


def _not_an_entry(url: str | None, entries: tuple[Entry, ...]) -> str | None:
    return None if url is None or any(entry.url == url for entry in entries) else url


def _all_related(entries: tuple[Entry, ...]) -> tuple[Related, ...]:
    return tuple(dict.fromkeys(related for entry in entries for related in entry.related))


_ARTICLE_METAS = ("articletitle", "pubdate", "contentsource", "firstpublishedtime", "manuscriptid")
_ARTICLE_WORDS = re.compile(
    r"字体\s*[:：]|字号\s*[:：]|打印(?:本页)?|关闭窗口|上一篇|下一篇|责任编辑|扫一扫在手机|分享到|信息来源\s*[:：]|来源\s*[:：]|浏览次数|索\s?引\s?号\s*[:：]|发文机关"
)


def looks_like_list(html: str, url: str) -> float:
    """How surely a page is a column's list and no article, 0.0 to 1.0. Home pages and answers of data are lists."""
    if html.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return 1.0
    tree = plant(html, url)
    anchors = anchors_of(tree)
    if is_blocked(tree, anchors):
        return 0.5
    grounds = survey(tree, anchors)
    pager = find_pager(tree)
    best = main_group(grounds, pager.at)
    score = 0.52 + (0.15 if likeness(url) <= 0.2 else -0.15 if likeness(url) >= 0.9 else 0.0)
    score -= 0.2 * min(2, sum(bool(tree.meta(name)) for name in _ARTICLE_METAS))
    score -= 0.06 * min(4, len({m.group() for t in tree.texts if (m := _ARTICLE_WORDS.search(tree.text[t][:80]))}))
    score -= 0.25 if _has_headline(tree) else 0.0
    score -= min(0.35, _running_text(tree) / 2500)
    if best is not None:
        score += min(0.4, best.score / 20) + (0.15 if is_assured(best) else 0.0)
    if pager.next_page:
        score += 0.2
    if records_of(tree, html):
        score += 0.4
    return max(0.0, min(1.0, score))


def _has_headline(tree: Tree) -> bool:
    """Whether the page's title begins with a long text that it also shows outside links: an article's headline."""
    if len(tree.title) < 16:
        return False
    for node in tree.texts:
        text = tree.text[node].strip()
        if len(text) >= 16 and tree.title.startswith(text[:60]) and tree.tag[tree.parent[node]] not in ("a", "option"):
            return True
    return False


def _running_text(tree: Tree) -> int:
    """Characters in texts of a sentence's length outside links."""
    total = 0
    for node in tree.texts:
        text = tree.text[node].strip()
        if len(text) >= 30 and not any(tree.tag[n] == "a" for n in list(tree.ancestors(node))[:4]):
            total += len(text)
    return total
