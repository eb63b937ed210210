"""Where a policy's page leads to be applied for: links and buttons, with the fragments that scripts route by. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser

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
_HANDLED = ("onclick", "data-url", "data-href", "data-link", "data-src", "data-jump")
_ROUTE = re.compile(r"^[!/]")
_MOST = 5000  # elements looked at
_LONGEST = 80  # characters of a link's words


def service_links(html: str, url: str, services: Services) -> list[ServiceLink]:
    """Links to the platform, each address once, in the page's order; buttons that say 去办理 wherever they lead."""
    tree = LexborHTMLParser(bounded(html))
    found: dict[str, ServiceLink] = {}
    for address, text in _ways(tree, url):
        known = is_within(host_of(address.partition("#")[0]), (*services.hosts, *services.login))
        if (known or _BUTTON.match(text)) and address.partition("#")[0] != url:
            earlier = found.get(address)
            if earlier is None or len(text) > len(earlier.text):
                found[address] = ServiceLink(address, text, known and is_home(address))
    return list(found.values())


def own(links: list[ServiceLink], template: Collection[str], in_body: Collection[str]) -> list[ServiceLink]:
    """Without what the site's template carries: `template` addresses stand on other pages, too, unless in the text."""
    return [link for link in links if link.url not in template or link.url.partition("#")[0] in in_body]


def _ways(tree: LexborHTMLParser, url: str) -> Iterator[tuple[str, str]]:
    handled = ",".join(f"[{name}]" for name in _HANDLED)
    for node in tree.css(f"a[href],area[href],{handled}")[:_MOST]:
        text = " ".join((node.text(deep=True) or "").split())[:_LONGEST]
        text = text or (node.attributes.get("title") or node.attributes.get("alt") or "").strip()[:_LONGEST]
        for name in ("href", *_HANDLED):
            value = (node.attributes.get(name) or "").strip()
            for reference in _references(name, value):
                address = _with_route(url, reference)
                if address is not None:
                    yield address, text


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
