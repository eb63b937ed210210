"""What is wrong with the labels of a page, one judgement for each kind of fault."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from checks.labels import OWED, misspelt, values
from inspection.addresses import host_of
from inspection.contents import PageContent
from inspection.observed import Observed

_CODE = re.compile(r"[0-9A-Za-z]{10}")
_HOST = re.compile(r"(?:[a-z]+:)?//|[/:?#].*$", re.I)
_NUMBERED_HOST = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|localhost|\[.*")
_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})(?!\d{3})")
_HAN = re.compile(r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日")
_EMPTY = re.compile(r"[\s\u3000*＊_-]*|null|undefined|none|nan", re.I)
_TEMPLATE = re.compile(
    r"\{\{.*\}\}|\$\{.*\}|<%.*%>|\[!--.*--\]|<(?:trs|ucms|cms)[_:].*|%[A-Za-z_]+%|\{\$?[\w.:]+\}", re.I
)
_FOLD = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+")
_CUT = re.compile(r"(?:\.{2,}|…+|\.)\s*$")
_ALIKE = 78.0  # of 100: from there on two titles are the same, worded otherwise
_MANY = 3  # articles with headings of their own that share one ArticleTitle
_LONG = 60  # characters of a value in a sentence
_UNSET = date(1970, 1, 2)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with its labels by the rules' names."""

    page: PageContent
    kind: str  # home, list, article
    known: Mapping[str, str]

    @classmethod
    def of(cls, page: PageContent, kind: str) -> Labelled:
        """Its labels, read."""
        return cls(page, kind, values(page))


@dataclass(frozen=True, slots=True)
class Wrong:
    """One label of one page that is wrong."""

    page: PageContent
    kind: str
    label: str
    what: str  # the kind of fault, the same from round to round
    said: str  # with the values


def wrongs(observed: Observed, pages: Sequence[Labelled]) -> Iterator[Wrong]:
    """Every wrong label of every page."""
    shared = _shared_titles(pages)
    domains = _domains(observed, pages)
    names = {_fold(column.name): column.name for column in observed.plan.columns}
    for one in pages:
        for label in OWED[one.kind]:
            if (value := one.known.get(label)) is not None and (empty := _empty(label, value)) is not None:
                yield Wrong(one.page, one.kind, label, *empty)
        for label, written in misspelt(one.page).items():
            yield Wrong(one.page, one.kind, label, "名称写错", f"{label} 的名称写成了 {written}")
        yield from _code(observed, one)
        yield from _domain(one, domains)
        yield from _column(observed, one, names)
        yield from _published(one)
        yield from _title(one, shared)


def _empty(label: str, value: str) -> tuple[str, str] | None:
    if _TEMPLATE.fullmatch(value):
        return "模板未替换", f"{label} 的内容是没有替换的模板代码“{value[:_LONG]}”"
    if not value:
        return "内容为空", f"{label} 的内容为空"
    if _EMPTY.fullmatch(value) and label != "PubDate":
        return "内容为空", f"{label} 的内容“{value[:_LONG]}”等于没有写"
    return None


def _code(observed: Observed, one: Labelled) -> Iterator[Wrong]:
    value, owed = one.known.get("SiteIDCode", ""), observed.plan.site.id_code
    if _empty("SiteIDCode", value) is not None:
        return
    if not _CODE.fullmatch(value):
        said = f"SiteIDCode 是“{value[:_LONG]}”，{len(value)} 位，标识码应为 10 位"
        yield Wrong(one.page, one.kind, "SiteIDCode", "不是10位", said)
    elif owed is not None and value.lower() != owed.lower():
        said = f"SiteIDCode 是“{value}”，本网站的标识码是 {owed}"
        yield Wrong(one.page, one.kind, "SiteIDCode", "与本站不符", said)


def _domains(observed: Observed, pages: Sequence[Labelled]) -> frozenset[str]:
    """Domains that are the site's. Of a site that is inspected by its number, the one that most pages state."""
    hosts = {_bare_host(host) for host in (*observed.plan.site.inspected_hosts, host_of(observed.plan.site.home_url))}
    if any(not _NUMBERED_HOST.fullmatch(host) for host in hosts):
        return frozenset(hosts)
    stated = Counter(_bare_host(one.known["SiteDomain"]) for one in pages if one.known.get("SiteDomain"))
    most = stated.most_common(1)
    usual = most and most[0][1] > 0.5 * sum(stated.values()) and "." in most[0][0]
    return frozenset(hosts | ({most[0][0]} if usual else set(stated)))


def _domain(one: Labelled, domains: frozenset[str]) -> Iterator[Wrong]:
    value = one.known.get("SiteDomain", "")
    if _empty("SiteDomain", value) is not None:
        return
    stated = {_bare_host(part) for part in re.split(r"[,，;；、\s]+", value) if part}
    if not stated & (domains | {_bare_host(host_of(one.page.url))}):
        own = _bare_host(host_of(one.page.url))
        said = f"SiteDomain 是“{value[:_LONG]}”，不是本网站的域名" + (
            "" if _NUMBERED_HOST.fullmatch(own) else f" {own}"
        )
        yield Wrong(one.page, one.kind, "SiteDomain", "不是本站域名", said)


def _bare_host(address: str) -> str:
    host = address.strip().lower().removeprefix("http://").removeprefix("https://").removeprefix("//")
    return re.split(r"[/:?#]", host)[0].rstrip(".").removeprefix("www.")


def _column(observed: Observed, one: Labelled, names: Mapping[str, str]) -> Iterator[Wrong]:
    """Only of the columns' own pages: an article may be shown in another column than its own."""
    value = one.known.get("ColumnName", "")
    if one.kind != "list" or _empty("ColumnName", value) is not None:
        return
    columns = [column for name in one.page.columns if (column := observed.plan.column(name)) is not None]
    here = [column for column in columns if observed.plan.column_url(column) == one.page.url]
    own = [column.name for column in here or columns]
    key = _fold(value)
    shown = _fold(f"{one.page.title} {one.page.heading}")
    if not own or any(key in _fold(name) or _fold(name) in key for name in own) or key in shown:
        return
    named_otherwise = key in names
    if named_otherwise or any(_fold(name) in shown for name in own):
        said = f"ColumnName 是“{value[:_LONG]}”，这个栏目是“{own[0]}”"
        yield Wrong(one.page, one.kind, "ColumnName", "不是本栏目", said)


def _published(one: Labelled) -> Iterator[Wrong]:
    value = one.known.get("PubDate", "")
    if one.kind != "article" or not value or _TEMPLATE.fullmatch(value):
        return
    day = _day(value)
    if day is None and not _HAN.search(value):
        yield Wrong(one.page, one.kind, "PubDate", "不是日期", f"PubDate 是“{value[:_LONG]}”，不是日期")
    elif day is not None and day <= _UNSET:
        yield Wrong(one.page, one.kind, "PubDate", "没有赋值", f"PubDate 是“{value[:_LONG]}”，是程序的默认值")


def _day(value: str) -> date | None:
    match = _DATE.search(value)
    try:
        return date(*map(int, match.groups())) if match is not None else None
    except ValueError:
        return None


def _shared_titles(pages: Sequence[Labelled]) -> frozenset[str]:
    """ArticleTitles, folded, that several articles with different headings have."""
    headings: dict[str, set[str]] = defaultdict(set)
    for one in pages:
        title = one.known.get("ArticleTitle", "")
        if one.kind == "article" and title and one.page.heading and not is_same_title(title, one.page.heading):
            headings[_fold(title)].add(_fold(one.page.heading))
    return frozenset(title for title, shown in headings.items() if len(shown) >= _MANY)


def _title(one: Labelled, shared: frozenset[str]) -> Iterator[Wrong]:
    title, heading = one.known.get("ArticleTitle", ""), one.page.heading
    if (
        one.kind != "article"
        or not heading
        or _empty("ArticleTitle", title) is not None
        or is_same_title(title, heading)
    ):
        return
    if _fold(title) in shared:
        said = f"ArticleTitle 在许多不同的稿件上都是“{title[:_LONG]}”"
        yield Wrong(one.page, one.kind, "ArticleTitle", "多篇相同", said)
    else:
        said = f"ArticleTitle 是“{title[:_LONG]}”，网页的标题是“{heading[:_LONG]}”"
        yield Wrong(one.page, one.kind, "ArticleTitle", "与标题不符", said)


def is_same_title(stated: str, shown: str) -> bool:
    """Whether a label's title is the one shown: cut short, with a site's or a column's name about it, worded alike."""
    left, right = _fold(_CUT.sub("", stated)), _fold(_CUT.sub("", shown))
    if not left or not right or left in right or right in left:
        return True
    short = min(len(left), len(right))
    if short >= 8 and left[:short] == right[:short]:
        return True
    if set(_NUMBERS.findall(left)) != set(_NUMBERS.findall(right)):
        return False  # another year's, another issue's
    return fuzz.ratio(left, right) >= _ALIKE


def _fold(text: str) -> str:
    return _FOLD.sub("", text).lower()
