"""The report as a summary for the terminal, in Chinese, aligned; no colour where nobody looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rich import box
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from notifications.availability import week_words
from notifications.carried import carried_words
from notifications.outline import CheckGroup, Shown, as_of_text, check_groups, conclusion, doubts
from notifications.outline_accounts import accounts
from notifications.readable import plain, size
from notifications.report import ReportDocument
from notifications.thresholds import noun_of
from notifications.wording import ROUND_KINDS, SEVERITIES, check_name

SHOWN_PER_CHECK = 8
SHOWN_DOUBTS = 8
SHOWN_FACTS = 3
_NAMED = 3  # checks of one row
SHORT = 40  # cells
TITLE_LENGTH = 120  # characters
ADDRESS_LENGTH = 150
_STYLES = {"critical": "bold red", "error": "red", "warning": "yellow"}
_STATES = {"vetoed": "bold red", "warning": "yellow", "clear": "green"}


class TextReport:
    """A rich renderable: `console.print(TextReport(document))`. `files`: (label, place) lines that close it."""

    def __init__(self, document: ReportDocument, files: Iterable[tuple[str, str]] = ()) -> None:
        self.document = document
        self.files = tuple(files)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        document = self.document
        yield _headline(document)
        groups = check_groups(document, cap=SHOWN_PER_CHECK)
        if groups:
            yield _counts(document, groups)
            yield _distances(document)
            for group in groups:
                yield from _findings(group)
        yield from _accounts(document)
        if document["undecided"]:
            yield from _doubts(document)
        yield from _course(document)
        yield from (_Line(f"{label}：{place}", 0) for label, place in self.files)


def print_report(document: ReportDocument, console: Console, files: Iterable[tuple[str, str]] = ()) -> None:
    """Print the summary to this console; rich leaves colour out where it is no terminal."""
    console.print(TextReport(document, files), highlight=False)


def _headline(document: ReportDocument) -> Panel:
    said = conclusion(document)
    body = Text("\n".join(said))
    title = f"{plain(document['site'], 40)} 巡检报告　{as_of_text(document)}"
    sound = "green" if document["round"]["complete"] else "yellow"
    style = _STYLES[_gravest(document)] if document["findings"] else sound
    return Panel(body, title=Text(title), title_align="left", border_style=style, box=box.SQUARE, padding=(0, 1))


def _gravest(document: ReportDocument) -> str:
    counts = document["summary"]["by_severity"]
    return next((s for s in SEVERITIES if counts.get(s)), "warning")


def _table(*columns: str, numbers: int = 1) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        table.add_column(name, justify="right" if 0 < place <= numbers else "left", overflow="fold")
    return table


def _counts(document: ReportDocument, groups: tuple[CheckGroup, ...]) -> Table:
    table = _table("检查项", "发现", "程度", "责任单位")
    for group in groups:
        units = "、".join(f"{u.unit} {u.count}" for u in group.units[:6]) + (" 等" if len(group.units) > 6 else "")
        name = Text(SEVERITIES.get(group.severity, group.severity), style=_STYLES.get(group.severity, ""))
        table.add_row(group.name, str(group.count), name, Text(units))
    for checks, count in _unjudged(document, {group.check for group in groups}):
        names = "、".join(checks[:_NAMED]) + (f"等 {len(checks)} 项检查" if len(checks) > _NAMED else "")
        table.add_row(names, "0", "", Text(f"未能判定 {count}" + ("，都因同样的情况" if len(checks) > 1 else "")))
    return table


def _unjudged(document: ReportDocument, found: Collection[str]) -> Iterable[tuple[list[str], int]]:
    """Checks without findings that could not judge something: names of those that were stopped by the very same, and
    by how much."""
    stopped: dict[str, set[tuple[str, str]]] = {}
    for entry in document["undecided"]:
        if entry["check"] not in found:
            stopped.setdefault(entry["check"], set()).add((entry["subject"], entry["reason"]))
    alike: dict[frozenset[tuple[str, str]], list[str]] = {}
    for check, by in stopped.items():
        alike.setdefault(frozenset(by), []).append(check_name(check))
    return ((checks, len(by)) for by, checks in alike.items())


def _distances(document: ReportDocument) -> Table:
    table = _table("距单项否决", "现有", "否决线", "", numbers=2)
    for threshold in document["summary"]["thresholds"]:
        doubt = f"另有 {threshold['unknown']} 个未能判定，" if threshold["unknown"] else ""
        most = "最多" if threshold["unknown"] else ""
        what = noun_of(threshold["name"])
        left = doubt + (f"距否决{most}还差 {threshold['left']} {what}" if threshold["left"] else "已达否决线")
        if threshold["left"] == 1 and not threshold["count"]:  # of one account or of the home page
            left = f"{doubt}尚未触及，一经出现即否决"
        table.add_row(
            threshold["name"],
            str(threshold["count"]),
            str(threshold["veto"]),
            Text(left, style=_STATES.get(threshold["state"], "")),
        )
    return table


class _Line:
    """One paragraph, indented, folded by the cell: Chinese has no spaces to break at."""

    def __init__(self, text: str, indent: int, style: str = "") -> None:
        self.text, self.indent, self.style = text, indent, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in chop_cells(self.text, max(8, options.max_width - self.indent)):
            yield Text(" " * self.indent + part, style=self.style, no_wrap=True, end="\n")


def _findings(group: CheckGroup) -> Iterable[Text | _Line]:
    style = _STYLES.get(group.severity, "")
    yield Text(f"\n■ {group.name}（{group.count}）", style=style if "bold" in style else f"bold {style}")
    shown = [(unit.unit, finding) for unit in group.units for finding in unit.shown][:SHOWN_PER_CHECK]
    for unit, finding in shown:
        yield _Line(f"· {plain(finding.title, TITLE_LENGTH)}", 2)
        yield from _particulars(unit, finding)
    if group.count > len(shown):
        yield _Line(f"…… 另有 {group.count - len(shown)} 项，见完整报告", 4, "dim")


def _particulars(unit: str, finding: Shown) -> Iterable[_Line]:
    if finding.subject.text not in finding.title:
        yield _Line(plain(finding.subject.text, ADDRESS_LENGTH), 4, "cyan")
    where = [unit, *([finding.column] if finding.column and finding.column != finding.subject.text else [])]
    yield _Line(f"〔{'／'.join(where)}〕{'；'.join(_short_facts(finding))}", 4, "dim")
    if finding.places:
        others = finding.more_places + len(finding.places) - 1
        more = f"（另有 {others} 处）" if others else ""
        yield _Line(f"见于：{plain(finding.places[0].text, ADDRESS_LENGTH)}{more}", 4, "dim")


def _short_facts(finding: Shown) -> list[str]:
    """The reason and the first few facts that are short; the full report has the rest."""
    facts = [f"{label}：{'、'.join(p.text for p in said)}" for label, said in finding.evidence if not said[0].href]
    short = [fact for fact in facts if cell_len(fact) <= SHORT]
    return ([finding.reason] if finding.reason else []) + short[:SHOWN_FACTS]


def _accounts(document: ReportDocument) -> Iterable[Text | _Line]:
    every = accounts(document.get("accounts", []))
    if not every:
        return
    yield Text(f"\n■ 新媒体账号（{len(every)}）", style="bold")
    for one in every:
        newest = f"，最新 {one.newest_on} “{one.newest.text}”" if one.newest else ""
        style = _STATES.get({"stale": "vetoed", "soon": "warning", "fresh": "clear"}.get(one.standing, ""), "")
        yield _Line(f"· {one.name}（{one.platform}）：{one.standing_name}，{one.note}{newest}", 2, style)
        yield from (_Line(line, 4, "dim") for line in one.sources)


def _doubts(document: ReportDocument) -> Iterable[Text | _Line]:
    shown, more = doubts(document, SHOWN_DOUBTS)
    yield Text(f"\n□ 未能判定（{document['summary']['undecided']}）：不算问题，也不算正常", style="bold")
    for doubt in shown:
        yield _Line(f"· {plain(doubt.subject.text, ADDRESS_LENGTH)}", 2)
        yield _Line(f"〔{doubt.checks}〕{doubt.reason}", 4, "dim")
    if more:
        yield _Line(f"…… 另有 {more} 项，见完整报告", 4, "dim")


def _course(document: ReportDocument) -> Iterable[Text | _Line]:
    facts = document["round"]
    kind = ROUND_KINDS.get(facts["kind"], facts["kind"])
    yield Text()
    yield _Line(
        f"{kind}：网页 {facts['pages']:,} 个，链接 {facts['links']:,} 条，请求 {facts['requests']:,} 次，"
        f"下载 {size(facts['bytes'])}，用时 {facts['seconds']:.1f} 秒；{'全部完成' if facts['complete'] else '未完成'}",
        0,
    )
    if words := carried_words(facts.get("carried")):
        yield _Line(words, 2)
    if (watched := document.get("availability")) is not None:
        yield _Line(f"可用性：{plain(week_words(watched), 300)}", 0)
    for line in facts["missing"][:SHOWN_DOUBTS]:
        yield _Line(f"未完成：{plain(line)}", 2)
    for broken in document["broken_checks"]:
        yield _Line(f"未执行：{check_name(broken['check'])}（{plain(broken['error'])}）", 2, "red")
