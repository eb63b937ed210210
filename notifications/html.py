"""The report as one self-contained HTML file: no script, no request to anywhere, readable on paper and on a phone."""

from __future__ import annotations

from collections import Counter

from notifications import outline, outline_accounts
from notifications.availability import endpoint_words, week_words
from notifications.carried import carried_words
from notifications.pictures import Load, PictureEntry, embedded
from notifications.readable import moment, plain, size
from notifications.report import ReportDocument
from notifications.templating import template
from notifications.thresholds import standing
from notifications.wording import ROUND_KINDS, SEVERITIES, check_name

OPEN_UP_TO = 12  # a group of more findings than this is folded at first


def render_html(document: ReportDocument, load: Load | None = None) -> str:
    """The whole report as one HTML document; what exceeds the caps is counted and left to the JSON report.

    `load` gets the bytes of evidence: with it the heaviest findings' pictures are in the document itself.
    """
    doubts, more_doubts = outline.doubts(document)
    return template("report.html.j2", moment, plain, size).render(
        document=document,
        site=plain(document["site"], 60),
        round=document["round"],
        summary=document["summary"],
        kind=ROUND_KINDS.get(document["round"]["kind"], document["round"]["kind"]),
        carried=carried_words(document["round"].get("carried")),
        severities=SEVERITIES,
        said=outline.conclusion(document),
        accounts=outline_accounts.accounts(document.get("accounts", [])),
        availability=_availability(document),
        groups=outline.check_groups(document),
        doubts=doubts,
        more_doubts=more_doubts,
        check_name=check_name,
        standing=standing,
        open_up_to=OPEN_UP_TO,
        images=_images(document, load),
    )


def _images(document: ReportDocument, load: Load | None) -> dict[str, str]:
    """Of findings that are shown, in the order of their weight: one of each check before the second of any."""
    if load is None:
        return {}
    shown = {one.fingerprint for g in outline.check_groups(document) for unit in g.units for one in unit.shown}
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, str, PictureEntry]] = []
    for place, found in enumerate(document["findings"]):
        if "picture" in found and found["fingerprint"] in shown:
            turns[found["check"]] += 1
            ranked.append((turns[found["check"]], place, found["fingerprint"], found["picture"]))
    ranked.sort(key=lambda one: one[:2])
    return embedded([(fingerprint, entry) for _, _, fingerprint, entry in ranked], load)


def _availability(document: ReportDocument) -> dict[str, object] | None:
    known = document.get("availability")
    if known is None:
        return None
    endpoints = [(plain(one["vantage"], 40), plain(endpoint_words(one), 200)) for one in known["endpoints"]]
    return {"words": plain(week_words(known), 300), "endpoints": endpoints}
