"""Links that nobody sees: tricks are told from menus, by the markup alone."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from inspection.suspicion import HiddenLink
from spiders.suspicion.concealed import hidden_links
from spiders.suspicion.marks import Body
from tests.spiders.suspicion.judged import WATCHER

LINK = '<a href="http://www.example.com/x">某站</a>'
TRICKS = {
    "off-screen": '<div style="position:absolute;left:-9999px">{}</div>',
    "off-screen by em": '<p style="position:fixed; top:-100em">{}</p>',
    "marquee": '<marquee height="1" width="4" scrollamount="3000">{}</marquee>',
    "a rule of the page": "<style>.q{{position:absolute;top:-999px}}</style><ul class='n q'><li>{}</li></ul>",
    "a script": '<div id="x1">{}</div><script>document.getElementById("x1").style.display="none"</script>',
    "one pixel high": '<div style="height:1px;overflow:hidden">{}</div>',
    "nothing in size": '<div style="width:0;height:0;overflow:hidden">{}</div>',
    "one pixel letters": '<span style="font-size:1px">{}</span>',
    "the ground's colour": '<div style="color:#FFFFFF;background:#fff">{}</div>',
    "moved text": '<div style="text-indent:-9999px">{}</div>',
}
ORDINARY = {
    "in sight": "<p>{}</p>",
    "a menu": '<ul style="display:none"><li>{}</li></ul>',
    "a tab": '<div style="visibility:hidden">{}</div>',
    "a list without gaps": '<ul style="font-size:0"><li>{}</li></ul>',
    "a drawer": '<div style="position:fixed;left:-100%">{}</div>',
    "a wide banner": '<div style="position:absolute;left:50%;margin-left:-960px">{}</div>',
    "an accordion": '<div style="height:0;overflow:hidden">{}</div>',
    "white on a dark class": '<div class="footer" style="color:#fff">{}</div>',
    "running news": '<marquee width="600" height="30" scrollamount="4">{}</marquee>',
    "a slide": '<div style="opacity:0">{}</div>',
}


def hidden(html: str) -> tuple[HiddenLink, ...]:
    return hidden_links(LexborHTMLParser(html), html, "https://a.gov.cn/", frozenset({"www.example.com"}))


@pytest.mark.parametrize("html", TRICKS.values(), ids=TRICKS.keys())
def test_a_trick_is_seen_through(html: str) -> None:
    [link] = hidden(html.format(LINK))

    assert (link.url, link.text, link.trick) == ("http://www.example.com/x", "某站", True)


@pytest.mark.parametrize("html", ORDINARY.values(), ids=ORDINARY.keys())
def test_what_pages_hide_for_a_while_is_no_trick(html: str) -> None:
    assert not any(link.trick for link in hidden(html.format(LINK)))


def test_links_of_one_block_are_counted() -> None:
    links = "".join(f'<a href="http://www.example.com/{n}">某站</a>' for n in range(3))

    assert {link.block for link in hidden(f'<div style="position:absolute;left:-9999px">{links}</div>')} == {3}


def test_words_of_hidden_links_are_told_with_the_links_alone() -> None:
    url = "http://www.example.com/vip"
    anchor = f'<div style="position:absolute;left:-9999px"><a href="{url}">在线赌场 真人百家乐 金沙娱乐</a></div>'
    html = f"<html><head><title>某某局</title></head><body>{anchor}<p>通知公告</p></body></html>"
    marks = WATCHER.own(Body("https://mzj.example.gov.cn/", html, html.encode()), [(url, "a", "")], None)

    assert marks is not None
    assert (marks.words, [one.url for one in marks.hidden]) == ((), [url])
