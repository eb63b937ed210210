"""Where a policy's page leads to be applied for: links and buttons, with the fragments that scripts route by. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Iterator
from urllib.parse import parse_qsl

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import host_of, join
from inspection.browsing import Services
from inspection.domains import is_within
from inspection.service_pages import is_home
from inspection.service_visits import ServiceLink
from spiders.markup import bounded

_BUTTON = re.compile(
    r"^[\[【(（「>\s]*(?:点击|立即|马上|在线|网上|去|我要|前往|直接)+(?:办理?|申请|申报|申领|预约|办事)[\])）】」>\s]*$"
    r"|^(?:办事|办理|申报|申请)入口$"
)
_ADDRESS = re.compile(r"https?://[^\s'\"<>\\)，。；]{4,1000}")
_HANDLED = ("onclick", "data-url", "data-href", "data-link", "data-src", "data-jump", "data-uri", "data-address")
_ROUTE = re.compile(r"^[!/]")
_MOST = 5000  # elements looked at
_LONGEST = 80  # characters of a link's words
_FORMS = 50


def service_links(html: str, url: str, services: Services) -> list[ServiceLink]:
    """Links to the platform, each address once, in the page's order; buttons that say 去办理 wherever they lead."""
    tree = LexborHTMLParser(bounded(html))
    found: dict[str, ServiceLink] = {}
    hosts = (*services.hosts, *services.login)
    for carrier, text in _ways(tree, url):
        address = _carried(carrier, hosts)
        known = _is_at(address, hosts)
        if (known or _BUTTON.match(text)) and address.partition("#")[0] != url:
            earlier = found.get(address)
            if earlier is None or len(text) > len(earlier.text):
                found[address] = ServiceLink(address, text, known and is_home(address))
    return list(found.values())


def own(links: list[ServiceLink], template: Collection[str], in_body: Collection[str]) -> list[ServiceLink]:
    """Without what the site's template carries: `template` addresses stand on other pages, too, unless in the text."""
    return [link for link in links if link.url not in template or link.url.partition("#")[0] in in_body]


def presses(html: str) -> tuple[str, ...]:
    """Words of the buttons that say 去办理 and of which the markup does not tell where they lead."""
    tree = LexborHTMLParser(bounded(html))
    found = [
        _words(node)
        for node in tree.css("a,button,input[type=button],input[type=submit],[role=button],[onclick]")[:_MOST]
        if not any(_references(name, (node.attributes.get(name) or "").strip()) for name in ("href", *_HANDLED))
        and node.css_first("a[href^=http],a[href^='/']") is None
        and (node.parent is None or not _is_sent(node))
    ]
    return tuple(dict.fromkeys(words for words in found if _BUTTON.match(words)))


def _is_sent(node: LexborNode) -> bool:
    """Whether pressing it sends a form to an address that is told."""
    parent, steps = node.parent, 0
    while parent is not None and steps < 20:
        if parent.tag == "form":
            return bool(parent.attributes.get("action"))
        parent, steps = parent.parent, steps + 1
    return False


def _carried(address: str, hosts: Collection[str]) -> str:
    """The platform's address inside one of the portal's own (/jump?url=...: a notice that people leave the site)."""
    if _is_at(address, hosts) or "?" not in address:
        return address
    query = address.partition("?")[2]
    values = (*(value for _, value in parse_qsl(query)[:20]), query.partition("=")[2])
    return next((one for one in values if one.startswith(("http://", "https://")) and _is_at(one, hosts)), address)


def _is_at(address: str, hosts: Collection[str]) -> bool:
    return is_within(host_of(address.partition("#")[0]), hosts)


def _words(node: LexborNode) -> str:
    """What is written on it: its text, else its value, or what stands for its picture."""
    text = " ".join((node.text(deep=True) or "").split())[:_LONGEST]
    picture = node.css_first("img[alt]")
    named = (node.attributes.get("title"), node.attributes.get("alt"), node.attributes.get("value"))
    others = (*named, picture.attributes.get("alt") if picture is not None else None)
    return text or next((one.strip()[:_LONGEST] for one in others if one and one.strip()), "")


def _ways(tree: LexborHTMLParser, url: str) -> Iterator[tuple[str, str]]:
    handled = ",".join(f"[{name}]" for name in _HANDLED)
    for node in tree.css(f"a[href],area[href],{handled}")[:_MOST]:
        text = _words(node)
        for name in ("href", *_HANDLED):
            value = (node.attributes.get(name) or "").strip()
            for reference in _references(name, value):
                address = _with_route(url, reference)
                if address is not None:
                    yield address, text
    for form in tree.css("form[action]")[:_FORMS]:
        address = _with_route(url, (form.attributes.get("action") or "").strip())
        pressed = form.css_first("button,input[type=submit],input[type=image]")
        if address is not None and pressed is not None:
            yield address, _words(pressed)


def _references(name: str, value: str) -> list[str]:
    if name == "href" and not value.lower().startswith("javascript:"):
        return [value] if value and not value.startswith("#") else []
    if name != "href" and name != "onclick" and not value.lower().startswith("javascript:"):
        return [value] if value.startswith(("http", "/")) else []
    return [entities.unescape(one) for one in _ADDRESS.findall(value)]


def _with_route(url: str, reference: str) -> str | None:
    address = join(url, reference)
    _, mark, fragment = reference.partition("#")
    return f"{address}#{fragment}" if address and mark and _ROUTE.match(fragment) else address
