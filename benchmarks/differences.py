"""Where tools disagree about links of one site: each difference with an arbiter's answer, its place, and a class."""

from __future__ import annotations

import http.client
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import join

_ATTRIBUTES = (
    "href",
    "src",
    "srcset",
    "data",
    "action",
    "cite",
    "longdesc",
    "background",
    "style",
    "onclick",
    "content",
)


@dataclass(frozen=True, slots=True)
class Place:
    """How one page points to an address."""

    page: str
    element: str  # tag and attribute: `a href`, `link href`, `img src`
    written: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One address that some tools call broken and others do not."""

    url: str
    answer: str  # what the arbiter got: `404`, `200`, `302 → …`, or the error's name
    broken_for: tuple[str, ...]
    not_for: tuple[str, ...]
    kind: str
    place: Place | None

    def as_json(self) -> dict[str, Any]:
        """For the results' file."""
        return asdict(self)


def ask(url: str) -> str:
    """The arbiter: one plain GET by the standard library, nothing followed."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    try:
        connection.request("GET", path, headers={"User-Agent": "Mozilla/5.0"})
        answer = connection.getresponse()
        location = answer.headers.get("Location")
        return f"{answer.status} → {location}" if location else str(answer.status)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return type(error).__name__
    finally:
        connection.close()


def find_places(pages: Mapping[str, str], wanted: set[str]) -> dict[str, list[Place]]:
    """Where `pages` (address → text) point to the wanted addresses, by every attribute that can hold one."""
    found: dict[str, list[Place]] = defaultdict(list)
    for page, text in pages.items():
        tree = LexborHTMLParser(text)
        first = tree.css_first("base[href]")
        base = (join(page, first.attributes.get("href") or "") if first else None) or page
        for node in tree.css(",".join(f"[{name}]" for name in _ATTRIBUTES)):
            for name in _ATTRIBUTES:
                written = node.attributes.get(name)
                address = join(base, written.strip()) if written else None
                if address in wanted:
                    found[str(address)].append(Place(page, f"{node.tag} {name}", written or ""))
    return found


def classify(answer: str, place: Place | None, broken_for: Sequence[str]) -> str:
    """A first guess at why tools differ; people confirm it."""
    refused = not answer.startswith(("2", "3"))
    if place is None:
        where = "not written in any page as such (built by a tool, in CSS or script, or on a page others did not reach)"
    elif place.element in ("a href", "img src"):
        where = f"an ordinary link ({place.element})"
    else:
        where = f"linked by {place.element}, which not every tool reads"
    if refused:
        return f"broken indeed; {where}"
    if answer.startswith("3"):
        return f"a redirect; {where}"
    return f"sound to the arbiter, called broken by {', '.join(broken_for)}; {where}"


def compare(
    verdicts: Mapping[str, set[str]], pages: Mapping[str, str], within: str
) -> tuple[list[Difference], dict[str, int]]:
    """Differences among the tools' sets of broken addresses that begin with `within`, and how many all agree on."""
    sets = {name: {u for u in urls if u.startswith(within)} for name, urls in verdicts.items()}
    every = set().union(*sets.values())
    agreed = set.intersection(*sets.values()) if sets else set()
    disputed = every - agreed
    places = find_places(pages, disputed)
    out = []
    for url in sorted(disputed):
        yes = tuple(name for name, urls in sets.items() if url in urls)
        no = tuple(name for name in sets if name not in yes)
        answer = ask(url)
        place = next(iter(places.get(url, ())), None)
        out.append(Difference(url, answer, yes, no, classify(answer, place, yes), place))
    return out, {"agreed": len(agreed), **{name: len(urls) for name, urls in sets.items()}}


def markdown(differences: Sequence[Difference], counts: Mapping[str, int], most: int = 8) -> str:
    """Counts, then each class of difference with a few examples."""
    lines = ["| tool | in-site links called broken |", "|---|---|"]
    lines += [f"| {name} | {count} |" for name, count in counts.items()]
    groups: Counter[tuple[str, tuple[str, ...]]] = Counter((d.kind, d.broken_for) for d in differences)
    for (kind, names), count in groups.most_common():
        lines += ["", f"**{count} × {kind}** — broken for {', '.join(names)}:"]
        own = [d for d in differences if (d.kind, d.broken_for) == (kind, names)]
        for one in own[:most]:
            at = f" on {one.place.page} ({one.place.element} `{one.place.written[:80]}`)" if one.place else ""
            lines.append(f"- {one.url} ({one.answer}){at}")
    return "\n".join(lines) + "\n"
