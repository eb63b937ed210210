"""What a browser last saw of the pages, ready to be judged: who is seen, when, and whose page it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from inspection.addresses import host_of, join, origin_of
from inspection.belonging import Belonging
from inspection.findings import Fault, Json
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.records import Verdict, day_of
from inspection.visits import PageFacts, View, Visit, page_facts

PAGES_SHOWN = 20  # of one finding: so many must be looked at again before it counts as mended
_LONGEST_NAME = 40  # characters of a page's title in a sentence
# Second levels under which whoever wants registers a name: mzj.sh.gov.cn and www.sh.gov.cn are one owner's.
_SHARED = frozenset({"gov", "com", "org", "net", "edu", "ac", "mil"})


@dataclass(frozen=True, slots=True)
class Look:
    """One page as a browser showed it."""

    visit: Visit
    facts: PageFacts

    @property
    def url(self) -> str:
        """The page's address, as asked."""
        return self.visit.url

    @property
    def shown_at(self) -> str:
        """The address at which the browser ended up."""
        return self.visit.final_url or self.visit.url


@dataclass(frozen=True)
class Looks:
    """A round's pages as a browser last saw them."""

    plan: Plan
    by_view: dict[View, tuple[Look, ...]]
    belonging: Belonging

    def of(self, view: View) -> tuple[Look, ...]:
        """Those of that view which can be judged: the home page first, then the newest, then by address."""
        return self.by_view.get(view, ())

    def home(self, view: View) -> Look | None:
        """The home page's."""
        return next((look for look in self.of(view) if look.url == self.plan.site.home_url), None)

    def place(self, url: str) -> str:
        """Where faults of pages are gathered: the home page, a column's address, else the first folder."""
        plan = self.plan
        if url == plan.site.home_url:
            return url
        name = self.belonging.of(url)
        column = plan.column(name) if name else None
        if column is not None:
            return plan.column_url(column)
        origin = origin_of(url)
        first, slash, _ = url[len(origin) + 1 :].partition("?")[0].partition("/")
        return f"{origin}/{first}/" if slash else f"{origin}/"

    def common_place(self, looks: Iterable[Look]) -> str:
        """The place of all these pages; the home page for what is the whole site's."""
        places = {self.place(look.url) for look in looks}
        return places.pop() if len(places) == 1 else self.plan.site.home_url

    def name(self, url: str) -> str:
        """首页; 栏目“通知公告”; 网页“关于申报的通知”; an address where the page has no title."""
        plan = self.plan
        if url == plan.site.home_url:
            return "首页"
        column = next((column.name for column in plan.columns if plan.column_url(column) == url), None)
        if column is not None:
            return f"栏目“{column}”"
        look = next((look for look in self.of(View.DESK) + self.of(View.PHONE) if look.url == url), None)
        title = " ".join(look.visit.title.split()) if look else ""
        return f"网页“{cut(title or url)}”"

    def where(self, looks: Sequence[Look], subject: str = "") -> str:
        """首页等 3 个网页; 栏目“通知公告”的 4 个网页, where that is the subject."""
        count = len({look.url for look in looks})
        if count == 1:
            return self.name(looks[0].url)
        of_column = any(self.plan.column_url(column) == subject for column in self.plan.columns)
        return f"{self.name(subject)}的 {count} 个网页" if of_column else f"{self.name(looks[0].url)}等 {count} 个网页"


_KNOWN: WeakKeyDictionary[Observed, Looks] = WeakKeyDictionary()


def looks_of(observed: Observed) -> Looks:
    """Worked out once for all checks."""
    if observed not in _KNOWN:
        seen: dict[View, list[Look]] = {}
        passed_away = {t.probe.url for t in observed.targets if t.probe.verdict is Verdict.FAULTY}
        for visit in observed.visits or ():
            of_page = visit.view in (View.DESK, View.PHONE) and visit.url not in passed_away
            if of_page and (look := _look(visit, observed.plan)):
                seen.setdefault(visit.view, []).append(look)
        home = observed.plan.site.home_url
        by_view = {
            view: tuple(sorted(looks, key=lambda one: (one.url != home, -one.visit.visited_at.timestamp(), one.url)))
            for view, looks in seen.items()
        }
        _KNOWN[observed] = Looks(observed.plan, by_view, Belonging(observed.plan, observed.columns, observed.known))
    return _KNOWN[observed]


def _look(visit: Visit, plan: Plan) -> Look | None:
    """The look, where the page was seen, and is one of ours."""
    hosts, shown = plan.site.inspected_hosts, visit.final_url or visit.url
    if visit.reason is not None or not visit.facts or host_of(visit.url) not in hosts or host_of(shown) not in hosts:
        return None
    if visit.status is not None and visit.status >= 400:
        return None
    if visit.url != plan.site.home_url and is_excluded(visit.url, plan):
        return None
    try:
        return Look(visit, page_facts(visit))
    except ValidationError:  # by a program that measured otherwise
        return None


def is_excluded(url: str, plan: Plan) -> bool:
    """Whether the plan wants the address left alone."""
    return any(url.startswith(join(plan.site.home_url, prefix) or prefix) for prefix in plan.crawl.exclude)


def told(
    observed: Observed,
    subject: str,
    looks: Sequence[Look],
    said: str,
    evidence: dict[str, Json],
    view: View = View.DESK,
) -> Fault:
    """One fault that these looks show. `said` is the sentence; when they are of an earlier day, that is said."""
    known, looks = looks_of(observed), list({look.url: look for look in looks}.values())
    newest = max(looks, key=lambda look: look.visit.visited_at).visit
    # Those that the newest look's round saw come first: by them the fault is known to be there today.
    ordered = sorted(looks, key=lambda look: look.visit.round != newest.round)
    names = {known.belonging.of(look.url) for look in looks}
    name = names.pop() if len(names) == 1 else None
    column = observed.plan.column(name) if name else None
    return Fault(
        subject=subject,
        title=f"{said}{earlier(observed, newest)}",
        unit=column.unit if column else None,
        column=column.name if column else None,
        found_on=tuple(look.url for look in ordered[:PAGES_SHOWN]),
        evidence={
            **evidence,
            **({"pages": len(looks)} if len(looks) > 1 else {}),
            **({"view": view.value} if view is View.PHONE else {}),
            "visited_at": newest.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
        },
    )


def earlier(observed: Observed, visit: Visit) -> str:
    """`（3月21日用浏览器打开时所见）` of a look before the day of judgement; else empty."""
    zone = observed.plan.zone
    day = day_of(visit.visited_at, zone)
    return f"（{day.month}月{day.day}日用浏览器打开时所见）" if day < day_of(observed.as_of, zone) else ""


def cut(text: str, longest: int = _LONGEST_NAME) -> str:
    """At most so many characters."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def is_own(url: str, plan: Plan) -> bool:
    """Whether the address is of the plan's hosts, or of one under the same registered name."""
    host = host_of(url)
    return host in plan.site.inspected_hosts or registered(host) == registered(host_of(plan.site.home_url))


def registered(host: str) -> str:
    """The name that its owner registered: static.mzj.sh.gov.cn → sh.gov.cn; an address of numbers is its own."""
    bare = host.partition(":")[0] if not host.startswith("[") else host
    labels = bare.split(".")
    if bare.startswith("[") or labels[-1].isdecimal() or len(labels) < 3:
        return host if bare.startswith("[") or labels[-1].isdecimal() else bare
    return ".".join(labels[-3 if labels[-2] in _SHARED and len(labels[-1]) == 2 else -2 :])


def gathered(known: Looks, seen: dict[str, list[Look]], each: int) -> list[tuple[str, list[str], list[Look]]]:
    """What stands in pages (address → the looks that show it), told one by one, or by place where there are many.

    Each comes as subject, addresses, looks. A place with more than `each` is one fault, whose subject is the place;
    where the site as a whole has more than twice as many, so is every place with more than one.
    """
    each = each if len(seen) <= 2 * each else 1
    places: dict[str, list[str]] = {}
    for address, looks in seen.items():
        places.setdefault(known.common_place(looks), []).append(address)
    out: list[tuple[str, list[str], list[Look]]] = []
    for place, addresses in places.items():
        if len(addresses) <= each:
            out += [(address, [address], seen[address]) for address in addresses]
            continue
        # Page by page, so that a few pages with much do not hide the others.
        rows = zip_longest(*(seen[address] for address in addresses))
        mixed = [look for row in rows for look in row if look is not None]
        out.append((place, addresses, list({look.url: look for look in mixed}.values())))
    return out
