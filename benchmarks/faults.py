"""What is wrong with a benchmark portal, and what only looks wrong: kinds of targets, and how many of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.addresses import Addresses

Verdict = Literal["faulty", "undecided", "sound"]

# hard: the answer itself says so. soft: 200 or a redirect hides it. hidden: hard, but linked by srcset or script only,
# where many checkers do not look; counted by itself so that nobody's recall on ordinary links suffers from it.
Kind = Literal["hard", "soft", "hidden", "firewall", "sound"]


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of target. `per_2000` scales with the number of pages, at least one, at most `most`.

    `href` is written into pages as it stands: `{n}` counts, `{x}` is a random name, `{article}` an article's path,
    `{elsewhere}` and `{nowhere}` other hosts.
    """

    what: str
    verdict: Verdict
    kind: Kind
    element: str
    per_2000: int
    href: str
    most: int = 100_000


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its address as pages write it, how they link to it, and the truth about it."""

    href: str
    sort: Sort


def _hard(what: str, count: int, href: str, element: str = "a", most: int = 100_000) -> Sort:
    return Sort(what, "faulty", "hard", element, count, href, most)


def _soft(what: str, count: int, href: str) -> Sort:
    return Sort(what, "faulty", "soft", "a", count, href)


def _hidden(what: str, count: int, href: str, element: str) -> Sort:
    return Sort(what, "faulty", "hidden", element, count, href)


def _sound(what: str, count: int, href: str, most: int = 100_000) -> Sort:
    return Sort(what, "sound", "sound", "a", count, href, most)


def _firewall(what: str, count: int, href: str) -> Sort:
    return Sort(what, "undecided", "firewall", "a", count, href, 20)


SORTS: tuple[Sort, ...] = (
    _hard("page-404", 14, "/gzdt/20240315/{x}.html"),
    _hard("attachment-404", 14, "/attach/2024/{x}.pdf"),
    _hard("attachment-404-chinese", 10, "/attach/2024/附件{n}：申请表 (第{n}批).docx"),
    _hard("image-404", 15, "/images/2024/{x}.jpg", "img"),
    _hard("css-url-404", 4, "/images/2024/bg-{x}.png", "css"),
    _hard("stylesheet-url-404", 2, "/images/theme/{x}.png", "stylesheet"),
    _hard("gone-410", 4, "/gone/{n}.html"),
    _hard("error-500", 5, "/app/error/{n}.jsp"),
    _hard("error-503", 2, "/app/down/{n}.jsp", most=10),
    _hard("reset", 4, "/app/reset/{n}.jsp", most=20),
    _hard("refused", 3, "{nowhere}/{n}/", most=10),
    _hard("dns", 3, "http://no-such-host-{n}.invalid/", most=10),
    _hard("redirect-loop", 3, "/loop/a/{n}", most=20),
    _hard("redirect-endless", 1, "/grow/{n}/x", most=5),
    _hard("redirects-to-404", 5, "/hop/8/gzdt/20240315/{x}.html"),
    _hard("redirect-to-refused", 1, "/go/closed/{n}", most=5),
    _hard("iframe-404", 2, "/gzdt/20240316/{x}.html", "iframe"),
    _hard("script-404", 2, "/js/{x}.js", "script"),
    _hard("offsite-404", 5, "{elsewhere}/missing/{n}.html"),
    _hidden("srcset-404", 3, "/images/2024/{x}-2x.jpg", "srcset"),
    _hidden("onclick-404", 3, "/gzdt/20240317/{x}.html", "onclick"),
    _soft("phrase", 6, "/ylfw/20240315/{x}.html"),
    _soft("phrase-reworded", 5, "/shjz/20240315/{x}.html"),
    _soft("redirect-home", 5, "/sfgl/20240315/{x}.html"),
    _soft("redirect-error-page", 5, "/bszn/20240315/{x}.html"),
    _soft("empty-shell", 5, "/hdjl/20240315/{x}.html"),
    _soft("phrase-varying", 5, "/xxgk/20240315/{x}.html"),
    _soft("page-for-file", 4, "/files/2024/{x}.pdf"),
    _firewall("challenge-403", 3, "/guard/403/{n}.html"),
    _firewall("challenge-412", 2, "/guard/412/{n}.html"),
    _firewall("challenge-202", 2, "/guard/202/{n}.html"),
    _firewall("too-many-429", 1, "/guard/429/{n}.html"),
    _sound("redirect-1", 12, "/hop/1/{article}"),
    _sound("redirect-2", 8, "/hop/2/{article}"),
    _sound("redirect-3", 8, "/hop/3/{article}"),
    _sound("redirect-5", 8, "/hop/5/{article}"),
    _sound("redirect-raw-chinese", 4, "/moved/{n}"),
    _sound("redirect-offsite", 3, "/go/offsite/{n}"),
    _sound("slow", 20, "/app/slow/{ms}/{n}.jsp", most=100),
    _sound("head-405", 20, "/nohead/{x}.pdf"),
    _sound("head-404", 4, "/headlies/{x}.pdf"),
    _sound("flaky-once", 6, "/app/flaky/1/{n}.jsp", most=30),
    _sound("flaky-twice", 2, "/app/flaky/2/{n}.jsp", most=10),
    _sound("offsite", 20, "{elsewhere}/page/{n}.html"),
    _sound("home-by-name", 1, "/index.html", most=1),
)


def stall_sort(count: int) -> Sort:
    """Addresses that accept a request and never answer; `count` of them, whatever the number of pages."""
    return Sort("timeout", "faulty", "hard", "a", max(count, 1), "/app/stall/{n}.jsp", count)


def draw_targets(
    chance: random.Random, pages: int, addresses: Addresses, articles: Sequence[str], stalls: int
) -> list[Target]:
    """Every target of a portal of that many pages. `articles` are paths that exist, with a leading slash."""
    drawn: list[Target] = []
    for sort in (*SORTS, *((stall_sort(stalls),) if stalls else ())):
        count = stalls if sort.what == "timeout" else min(sort.most, max(1, sort.per_2000 * pages // 2000))
        for n in range(1, count + 1):
            href = sort.href.format(
                n=n,
                x=f"{chance.getrandbits(64):016x}",
                ms=chance.randrange(200, 1000, 50),
                article=chance.choice(articles).lstrip("/"),
                elsewhere=addresses.elsewhere,
                nowhere=addresses.nowhere,
            )
            drawn.append(Target(href, sort))
    return drawn
