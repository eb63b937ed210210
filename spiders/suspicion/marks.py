"""What one body shows that is suspicious: a pure function of its text and address; cheap where there is nothing."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import host_of, join
from inspection.domains import domain_of
from inspection.suspicion import Category, Marks, Weight, Where, Word
from spiders.markup import bounded
from spiders.suspicion import context, parking
from spiders.suspicion.forward import forward_of
from spiders.suspicion.lexicon import Entry, Finder
from spiders.suspicion.normal import decoded, is_encoded, may_be_written_by_script, normal

_HEAD = 30_000  # characters within which title and META stand
_LOOKED_AT = 120_000  # characters of a page whose words are read
_SEARCHED = 400_000
_FEW = 3_000  # characters of a page that is read whole in any case
_SMALL = 8_000  # characters of a page whose turns of phrase are looked for, whatever its title
_KEPT = 24  # words kept of one page
_AROUND = 24
_LINKS = 2_000  # of one page, that are read
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,600})", re.I)
_META = re.compile(r"<meta\b[^<>]{1,1500}>", re.I)
_SAID = ("escription", "eywords", "ESCRIPTION", "EYWORDS", "og:title")
_SPACES = re.compile(r"\s+")
_ORDER = {where: place for place, where in enumerate(Where)}


@dataclass(frozen=True, slots=True)
class Body:
    """One body, decoded. `url` is where redirects led."""

    url: str
    text: str
    content: bytes = b""
    charset: str = ""


def marks_of_words(body: Body, find: Finder, *, foreign: bool, without: frozenset[str] = frozenset()) -> Marks | None:
    """Its words, its forwarding, whether it is parked; None where nothing of it is worth keeping.

    The words of links to `without` are left out.
    """
    forward = forward_of(body.url, body.text, body.content)
    if not (forward or _may_be_suspicious(body, find, foreign=foreign)):
        return None
    return _read(body, find, forward, without, foreign=foreign)


def _head(text: str) -> tuple[str, str]:
    """Title; description and keywords: as raw markup."""
    end = text.find("</head", 0, _HEAD)
    beginning = text[: end if end > 0 else _HEAD]
    title = _TITLE.search(beginning)
    said = " | ".join(one for one in _META.findall(beginning) if any(name in one for name in _SAID))
    return title[1] if title else "", said


def _may_be_suspicious(body: Body, find: Finder, *, foreign: bool) -> bool:
    text = body.text
    title, said = _head(text)
    if is_encoded(title) or _says(title, find) or _says(said, find):
        return True
    if find.may_have_chinese(text, _SEARCHED, whole=foreign or len(text) < _FEW):
        return True
    if may_be_written_by_script(text, whole=foreign) and _script_may(text, find):
        return True
    if not (foreign or len(text) < _FEW):
        return False
    return find.may_have(text[:_LOOKED_AT]) or bool(parking.services(text)) or (len(text) < _SMALL and find.says(text))


@lru_cache(maxsize=2048)
def _says(part: str, find: Finder) -> bool:
    """By the normal form, so that signs between letters and other scripts hide nothing there."""
    return bool(part) and find.may_say(normal(html.unescape(part) if "&" in part else part))


def _script_may(text: str, find: Finder) -> bool:
    spelt = decoded(text)
    return bool(spelt) and find.may_have(normal(spelt))


def _read(body: Body, find: Finder, forward: str, without: frozenset[str], *, foreign: bool) -> Marks | None:
    tree = LexborHTMLParser(bounded(body.text[:_LOOKED_AT]))
    title_node = tree.css_first("title")
    title = _SPACES.sub(" ", title_node.text() if title_node else "").strip()[:200]
    raw_title = _TITLE.search(body.text[:_HEAD])
    _drop(tree, body.url, without)
    anchors, foreign_links = len(tree.css("a")), _foreign(tree, body.url)
    parts = list(_parts(tree))
    shown = next((text for where, text in parts if where is Where.TEXT), "")
    words, warned = _words(parts, find, shown)
    marks = Marks(
        title=title,
        charset=body.charset,
        chars=len(shown),
        links=anchors,
        foreign=foreign_links,
        words=words,
        warned=warned,
        parked=_parked_by(body, title, shown) if foreign or len(body.text) < _FEW else (),
        named=parking.names_itself(host_of(body.url), normal(title), shown[:2000]),
        encoded=raw_title is not None and is_encoded(raw_title[1]),
        forward=forward,
    )
    return marks if _is_worth_keeping(marks) else None


def _drop(tree: LexborHTMLParser, url: str, without: frozenset[str]) -> None:
    """Take links to these addresses out of the tree."""
    for node in tree.css("a[href]") if without else ():
        if join(url, (node.attributes.get("href") or "").strip()) in without:
            node.decompose()


def _parked_by(body: Body, title: str, shown: str) -> tuple[str, ...]:
    itself = parking.sells_itself(host_of(body.url), f"{normal(title)} {shown}")
    return (*parking.services(body.text), *(["offers-itself"] if itself else []))


def _foreign(tree: LexborHTMLParser, url: str) -> int:
    own = domain_of(host_of(url))
    hrefs = (node.attributes.get("href") or "" for node in tree.css("a[href*='//']")[:_LINKS])
    return sum(domain_of(host_of(target)) != own for href in hrefs if (target := join(url, href)) is not None)


def _is_worth_keeping(marks: Marks) -> bool:
    weighty = [word for word in marks.words if word.weight >= Weight.PLAIN]
    return bool(weighty or marks.parked or marks.forward)


def _parts(tree: LexborHTMLParser) -> Iterator[tuple[Where, str]]:
    """The texts of a page in their normal form, by where they stand; the weightier first."""
    for node in tree.css("title")[:1]:
        yield Where.TITLE, normal(node.text(deep=True) or "")
    for node in tree.css("meta[content]")[:60]:
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        if name in {"description", "keywords", "og:title", "og:description"}:
            yield Where.META, normal(node.attributes.get("content") or "")
    spelt = decoded("\n".join(n.text(deep=True) or "" for n in tree.css("script")[:100]))
    for node in tree.css("h1, h2")[:20]:
        yield Where.HEADING, normal(node.text(deep=True) or "")
    links = (node.text(deep=True) or node.attributes.get("title") or "" for node in tree.css("a")[:_LINKS])
    yield Where.LINK, normal(" | ".join(links))
    alts = (node.attributes.get("alt") or "" for node in tree.css("img[alt]")[:500])
    yield Where.ALT, normal(" | ".join(alts))
    if spelt:
        yield Where.SCRIPT, normal(spelt)
    tree.strip_tags(["script", "style", "template", "title"])
    yield Where.TEXT, normal(tree.body.text(deep=True, separator=" ") if tree.body else "")


def _words(parts: Iterable[tuple[Where, str]], find: Finder, shown: str) -> tuple[tuple[Word, ...], int]:
    """The words that are not spoken of in warning, the weightiest first, and how many are."""
    about, registrar = context.is_about(shown), context.is_registrar(shown)
    licensed = context.is_licensed(shown)
    best: dict[str, tuple[Where, Entry, str]] = {}
    counts: Counter[str] = Counter()
    warned = 0
    for where, text in parts:
        official = where in {Where.TITLE, Where.META, Where.HEADING} and context.is_official(text)
        for start, end, entry in find(text):
            speaks = official or context.warns(text, start, end) or (about and where is Where.TEXT)
            speaks = speaks or (licensed and entry.weight is not Weight.STRONG)
            if registrar if entry.category is Category.PARKED else speaks:
                warned += 1
                continue
            counts[entry.word] += 1
            if entry.word not in best:
                best[entry.word] = (where, entry, text[max(0, start - _AROUND) : end + _AROUND])
    found = [
        Word(word, entry.category, entry.weight, where, counts[word], at) for word, (where, entry, at) in best.items()
    ]
    found.sort(key=lambda word: (-word.weight, _ORDER[word.where], -word.count))
    return tuple(found[:_KEPT]), warned
