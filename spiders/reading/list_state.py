"""The state of a list page without rows: truly blank, drawn by script, a firewall's page, or not to be told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspection.records import ListState
from spiders.challenge import says_blocked, works_by_script
from spiders.reading.anchors import Anchor
from spiders.reading.page import squeeze
from spiders.reading.tree import Tree

_NOTHING = re.compile(
    r"^[^\w\u4e00-\u9fff]*(?:(?:对不起|抱歉|很抱歉|该栏目|此栏目|本栏目|当前栏目|栏目|当前|目前|该分类|您查询的)下?[,，!！\s]*){0,3}"
    r"(?:(?:还|尚|暂时|暂|尚未|未)?(?:没有|无|未)(?:找到|查询到|检索到|发布|任何|相关|符合条件的?|更多|可显示的?|对应|此类|有关|的)*"
    r"(?:数据|信息|内容|记录|文章|公告|资料|结果|稿件|新闻|文件|通知|列表)?[^\u4e00-\u9fff]*"
    r"|(?:内容|栏目|信息|页面|数据)?(?:正在)?(?:建设|更新|完善|整理|维护)中.{0,6}|敬请期待.{0,4}"
    r"|(?:共|总计)\s*0\s*(?:条|篇|项)(?:记录|信息|数据|内容)?.{0,16}|no\s*(?:data|records?|results?|content).{0,12})$",
    re.I,
)
_PLACEHOLDER = re.compile(r"\{\{[^}]{1,80}\}\}|<\?=|\$\{[\w.]{2,40}\}|\{#[\w.]+\}|\[\[\s*\w+\.\w+\s*\]\]|<%=|\{@\w+\}")
_DRAWS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|axios|\.load\s*\(\s*[\"']|new\s+Vue\s*\(|createApp|ReactDOM|"
    r"\.jpage\s*\(|\.(?:append|html|prepend)\s*\(\s*(?:html|str|list|data|item|tpl|template|content|arr|res|[\"']<\s*(?:li|tr|div|ul|dl))|"
    r"innerHTML\s*\+?=|document\.write\s*\(\s*[\"']<\s*(?:li|tr|ul|a\b|dl)|laytpl|art-template|juicer|template\s*\(",
    re.I,
)
_APPLICATION = re.compile(
    r"(?:chunk|vendor|runtime|manifest|app|main|bundle|umi|index)[-.~_][0-9a-z]{4,}[\w.\-]*\.js|/_nuxt/|/static/js/",
    re.I,
)
_ROOTS = {"app", "root", "__nuxt", "__next", "main-app", "vue-app", "q-app"}
_LISTS = {"ul", "ol", "tbody", "dl", "table"}
_CHROME = re.compile(
    r"nav|menu|head|foot|crumb|banner|side|search|link|swiper|slide|page|pager|login|tool|share|float", re.I
)
_LISTISH = re.compile(
    r"list|news|content|con\b|data|items?\b|rows?\b|article|lb\b|wz|result|info|box|\b(?:uli?|lis?|\w+li)\d*\b", re.I
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an empty page and what for rows that a script would draw."""

    says_nothing: bool  # a short text outside links that says there is nothing
    empty_container: bool  # a list element without any row, outside navigation
    draws: bool  # a script of the page, a template or an application's root draws content


def evidence_of(tree: Tree) -> Evidence:
    return Evidence(_says_nothing(tree), _empty_container(tree) is not None, _draws(tree))


def is_blocked(tree: Tree, anchors: list[Anchor]) -> bool:
    """A firewall's page: hardly any text and a script that sets a cookie or reloads, or a refusal in few words."""
    size = tree.size(0, len(tree.tag))
    if len(anchors) > 6 or size > 1500:
        return False
    text = tree.title + " " + " ".join(tree.text[t] for t in tree.texts)
    if size < 800 and says_blocked(text):
        return True
    code = " ".join(script.text[:20_000] for script in tree.scripts)
    if size >= 60 or len(anchors) > 1 or any(tree.attribute(n, "id").lower() in _ROOTS for n in range(len(tree.tag))):
        return False
    refresh = any((m.get("http-equiv") or "").lower() == "refresh" for m in tree.metas)
    return works_by_script(code) and not (refresh and not code)


def state_without_rows(tree: Tree, anchors: list[Anchor], evidence: Evidence, sources: bool, none: bool) -> ListState:
    """What a page without rows is. Blank needs a reason: a word that says so, or an empty list that no script fills.

    `none`: the page's own data states that there are no records.
    """
    if is_blocked(tree, anchors):
        return ListState.BLOCKED
    if none or (evidence.says_nothing and not sources):
        return ListState.BLANK
    if sources or evidence.draws:
        return ListState.SCRIPTED
    if evidence.empty_container:
        return ListState.BLANK
    return ListState.BLANK if _only_navigation(tree, anchors) else ListState.UNREADABLE


def _says_nothing(tree: Tree) -> bool:
    for node in tree.texts:
        text = tree.text[node]
        if len(text) > 80 or tree.tag[tree.parent[node]] in ("a", "option", "button", "label"):
            continue
        text = squeeze(text)
        if 2 <= len(text) <= 40 and _NOTHING.match(text) and not tree.hidden_within(tree.parent[node], -1):  # noqa: SIM102
            if not any(_CHROME.search(tree.attribute(n, "class")) for n in list(tree.ancestors(node))[:2]):
                return True
    return False


def _empty_container(tree: Tree) -> int | None:
    """A list element, or a block called a list, that holds neither text nor pictures and stands outside navigation."""
    for node, tag in enumerate(tree.tag):
        if tag not in _LISTS and not (tag == "div" and _LISTISH.search(_names(tree, node))):
            continue
        end = tree.end[node]
        if tree.texts_in(node, end) or any(
            tree.tag[n] in ("img", "iframe", "input", "a", "video") for n in range(node, min(end, node + 50))
        ):
            continue
        if tree.tag[node] == "div" and re.search(r"clear|line|space|blank|fix", _names(tree, node), re.I):
            continue
        if not any(
            _CHROME.search(_names(tree, n)) or tree.tag[n] in ("nav", "header", "footer", "aside")
            for n in (node, *tree.ancestors(node))
        ):
            return node
    return None


def _names(tree: Tree, node: int) -> str:
    attributes = tree.attributes[node]
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""


def _draws(tree: Tree) -> bool:
    if any(_PLACEHOLDER.search(tree.text[t]) for t in tree.texts if len(tree.text[t]) < 300):
        return True
    ids = {tree.attribute(n, "id").lower() for n in range(len(tree.tag)) if tree.attributes[n]}
    empty = _empty_container(tree)
    for script in tree.scripts:
        source = script.attributes.get("src") or ""
        if source and _APPLICATION.search(source) and (ids & _ROOTS or tree.size(0, len(tree.tag)) < 100):
            return True
        if _DRAWS.search(script.text[:200_000]):
            return True
        named = tree.attribute(empty, "id") if empty is not None else ""
        if named and len(named) > 2 and re.search(rf"[\"'#]{re.escape(named)}[\"'\s]", script.text):
            return True
        if "template" in (script.attributes.get("type") or "") or "x-tmpl" in (script.attributes.get("type") or ""):
            return True
    return bool(ids & _ROOTS and tree.size(0, len(tree.tag)) < 60)


def _only_navigation(tree: Tree, anchors: list[Anchor]) -> bool:
    """Links of a navigation and nearly no other text; no script from elsewhere that could be more than a library."""
    if len(anchors) < 3 or any(a.weight > 14 for a in anchors):
        return False
    inside = sum(tree.size(a.node, tree.end[a.node]) for a in anchors)
    outside = sum(len(tree.text[t].strip()) for t in tree.texts) - inside
    libraries = re.compile(
        r"jquery|bootstrap|swiper|superslide|respond|html5|layui|wza|stat|share|font|common|base", re.I
    )
    foreign = [s for s in tree.scripts if (src := s.attributes.get("src")) and not libraries.search(src)]
    return outside < 400 and not foreign
