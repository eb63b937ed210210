"""The generator is honest: the same seed gives the same portal, and its truth agrees with what its pages link to."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from benchmarks.portals import FAMILIES, Portal, generate
from benchmarks.portals.portal import OFFSITE, REFUSED, SITE
from inspection.addresses import join

NAMES = [f.name for f in FAMILIES]
SEEDS = range(2)
ATTRIBUTES = ("href", "src", "data", "srcset", "style", "onclick")
QUOTED = re.compile(r"(?:window\.open\(|location\.href=|queryArticleByCondition\(this,|url\()'?([^')]+)")


def _own(text: str) -> str:
    return text.replace(SITE, "site.example").replace(OFFSITE, "off.example").replace(REFUSED, "shut.example")


def _text(body: bytes) -> str:
    """A page's text with addresses that a parser takes; GBK where it is no UTF-8."""
    try:
        return _own(body.decode())
    except UnicodeDecodeError:
        return _own(body.decode("gb18030", "replace"))


def _links(portal: Portal, path: str) -> set[str]:
    """What a page links to, found in another way than the product does it."""
    answer = portal.site[path]
    if b"<" not in answer.body or "json" in answer.content_type:
        return set()
    text = _text(answer.body)
    text = re.sub(
        r"<!\[CDATA\[(.*?)\]\]>", lambda m: m[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'), text
    )
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    base = f"http://site.example{path}"
    if '<base href="/">' in text:
        base = "http://site.example/"
    text = re.sub(r"</?(script|datastore|recordset|record)[^>]*>", "", text.replace("<script src=", "<img src="))
    out: set[str] = set()
    for node in LexborHTMLParser(text).css("*"):
        for name, value in node.attributes.items():
            if value and name in ATTRIBUTES:
                found = QUOTED.findall(value) if name in ("style", "onclick") else [value.removesuffix(" 2x")]
                out |= {url for v in found if (url := join(base, v))}
    return out


def _portals() -> list[tuple[str, int]]:
    return [(name, seed) for name in NAMES for seed in SEEDS]


@pytest.mark.parametrize("family", NAMES)
def test_the_same_seed_gives_the_same_portal(family: str) -> None:
    assert generate(3, family) == generate(3, family)


@pytest.mark.parametrize(("family", "seed"), _portals())
def test_every_link_to_nothing_is_known_to_the_truth(family: str, seed: int) -> None:
    portal = generate(seed, family)
    known = {_own(subject) for check, subject in portal.truth.must | portal.truth.may if check == "broken-link"}
    dangling = set()
    for path in portal.site:
        for url in _links(portal, path):
            target = unquote("/" + url.split("/", 3)[3])
            if (
                url.startswith("http://site.example/")
                and target not in {*portal.site, *portal.never}
                and url not in known
            ):
                dangling.add((path, url))
    assert not dangling


@pytest.mark.parametrize(("family", "seed"), _portals())
def test_every_broken_link_stands_on_some_page(family: str, seed: int) -> None:
    portal = generate(seed, family)
    linked = set().union(*(_links(portal, path) for path in portal.site))
    style = "".join(_text(a.body) for a in portal.site.values())
    wanted = {_own(subject) for check, subject in portal.truth.must if check == "broken-link"}
    assert not {url for url in wanted - linked if unquote(url.removeprefix("http://site.example")) not in style}


@pytest.mark.parametrize("family", NAMES)
def test_every_check_has_something_to_find_somewhere(family: str) -> None:
    claims = [generate(seed, family).truth for seed in range(12)]
    found = {check for truth in claims for check, _ in truth.must | truth.noted}
    assert len(found) == 9, found  # site-down has its own portals
