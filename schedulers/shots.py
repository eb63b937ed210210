"""What a picture of each fault has to show: which page, what is outlined, which words stand beside it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from inspection.asking import OF_ACCOUNTS, OF_AVAILABILITY
from inspection.findings import Finding, Json
from inspection.plan import Plan
from inspection.reasons import explain

# Nothing of these stands on a page of the portal.
_NO_PICTURE = (OF_ACCOUNTS | OF_AVAILABILITY) - {"slow-first-byte"}
_ON_A_PHONE = frozenset({"broken-layout"})


@dataclass(frozen=True, slots=True)
class Shot:
    """What is asked of spiders.headless.picturing. `failing`: whose request is kept, with the `reason` that it had."""

    page: str
    find: Mapping[str, Json]
    label: str  # Chinese
    failing: str | None = None
    reason: str = ""
    phone: bool = False
    says: str = field(default="", kw_only=True)  # what of the label stays the same as long as the fault does

    def options(self, zone: str) -> dict[str, Json]:
        """As the task's."""
        return {
            "find": dict(self.find),
            "label": self.label,
            "failing": self.failing,
            "reason": self.reason,
            "zone": zone,
        }


def shot_of(plan: Plan, finding: Finding) -> Shot | None:
    """None where there is nothing to show."""
    if finding.check in _NO_PICTURE:
        return None
    shot = _SHOTS.get(finding.check, _any)(plan, finding)
    return shot if shot is not None and _is_address(shot.page) else None


def _site_down(_plan: Plan, finding: Finding) -> Shot | None:
    home, reason = _first_page(finding), _text(finding, "reason")
    return Shot(home, {"page": True}, f"网站打不开：{explain(reason)}", home, reason) if home else None


def _broken_link(_plan: Plan, finding: Finding) -> Shot | None:
    page, reason = _first_page(finding), _text(finding, "reason")
    label = f"断链：{explain(reason, _text(finding, 'detail'))}"
    find: dict[str, Json] = {"link": finding.subject, "text": _text(finding, "text")}
    if not page or page == finding.subject:
        return None
    return Shot(page, find, label, finding.subject, reason, says=label)


def _stale_column(plan: Plan, finding: Finding) -> Shot | None:
    page = _first_page(finding) or _page_of_column(plan, finding.column)
    newest, days, most = (_text(finding, name) for name in ("newest", "days", "deadline_days"))
    find: dict[str, Json] = {
        "date": newest,
        "link": _text(finding, "newest_url"),
        "title": _text(finding, "newest_title"),
    }
    if not newest:
        return _of(page, {"list": True}, finding)
    said = f"最新一条 {newest}"
    return Shot(page, find, f"{said}，已 {days} 天没有更新（应不超过 {most} 天）", says=said) if page else None


def _blank_column(plan: Plan, finding: Finding) -> Shot | None:
    page = _first_page(finding) or _page_of_column(plan, finding.column)
    return Shot(page, {"list": True}, "空白栏目：没有任何内容") if page else None


def _undated_column(plan: Plan, finding: Finding) -> Shot | None:
    page = _first_page(finding) or _page_of_column(plan, finding.column)
    examples = finding.evidence.get("examples")
    first = examples[0] if isinstance(examples, list) and examples else None
    example = first if isinstance(first, dict) else {}
    # The whole row is outlined: the date that is not there would stand in it.
    find: dict[str, Json] = {"date": "", "link": example.get("url", ""), "title": example.get("title", "")}
    return Shot(page, find if example else {"list": True}, "列表和稿件都没有发布日期") if page else None


def _future_date(_plan: Plan, finding: Finding) -> Shot | None:
    published, ahead = _text(finding, "published"), _text(finding, "days_ahead")
    find: dict[str, Json] = {"date": published, "link": finding.subject, "title": _text(finding, "title")}
    label = f"发布日期 {published}，晚于巡检之日 {ahead} 天"
    page = _first_page(finding)
    return Shot(page or finding.subject, find, label, says=f"发布日期 {published}")


def _policy(_plan: Plan, finding: Finding) -> Shot | None:
    find: dict[str, Json] = {"title": _quoted(finding.title)}
    return _of(finding.subject if _is_address(finding.subject) else _first_page(finding), find, finding)


def _missing_publication(plan: Plan, finding: Finding) -> Shot | None:
    """The column's list as it stands; where it was published and lacks something else, that article."""
    page = _first_page(finding) or _page_of_column(plan, finding.column)
    looked = finding.evidence.get("looked_in")
    if not page and isinstance(looked, list):
        page = next(filter(None, (_page_of_column(plan, str(name)) for name in looked)), "")
    return _of(page, {"page": True}, finding)


def _any(_plan: Plan, finding: Finding) -> Shot | None:
    """A check that nobody foresaw here: what its evidence names, on the page on which it was found."""
    page = _first_page(finding) or (finding.subject if _is_address(finding.subject) else "")
    return _of(page, _find(finding, page), finding)


def _find(finding: Finding, page: str) -> dict[str, Json]:
    if selector := _example(finding, "selector"):
        return {"selector": selector}
    if _is_address(finding.subject) and finding.subject != page:
        return {"link": finding.subject, "text": _text(finding, "text")}
    if words := _text(finding, "at") or _text(finding, "text") or _example(finding, "text"):
        return {"text": words}
    return {"page": True}


def _of(page: str, find: dict[str, Json], finding: Finding) -> Shot | None:
    phone = finding.check in _ON_A_PHONE
    failing = next(iter([u for u in (finding.subject,) if finding.check in _FAILING and _is_address(u)]), None)
    return Shot(page, find, finding.title, failing, _text(finding, "reason"), phone) if page else None


_FAILING = frozenset({"broken-service-link"})  # whose request is evidence, besides those that say so themselves
_SHOTS: dict[str, Callable[[Plan, Finding], Shot | None]] = {
    "site-down": _site_down,
    "broken-link": _broken_link,
    "stale-column": _stale_column,
    "blank-column": _blank_column,
    "undated-column": _undated_column,
    "future-date": _future_date,
    "missing-interpretation": _policy,
    "late-interpretation": _policy,
    "unlinked-interpretation": _policy,
    "missing-publication": _missing_publication,
}


def _example(finding: Finding, name: str) -> str:
    """That of the evidence itself, else of the first thing that any of its lists names."""
    if said := _text(finding, name):
        return said
    for value in finding.evidence.values():
        if isinstance(value, list) and value and isinstance(value[0], dict) and isinstance(value[0].get(name), str):
            return str(value[0][name])
    return ""


def _text(finding: Finding, name: str) -> str:
    value = finding.evidence.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _first_page(finding: Finding) -> str:
    return next(filter(_is_address, finding.found_on), "")


def _page_of_column(plan: Plan, name: str | None) -> str:
    return next((plan.column_url(column) for column in plan.columns if column.name == name), "")


def _quoted(title: str) -> str:
    """“…” at its beginning."""
    return title[1:].partition("”")[0] if title.startswith("“") else ""


def _is_address(address: str) -> bool:
    return address.startswith(("http://", "https://"))
