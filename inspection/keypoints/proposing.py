"""From what a document says to what a plan may hold: duties, expectations, ticks and other entries. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inspection.keypoints.deeds import DEEDS, WATCHES, Deed
from inspection.keypoints.entries import DutyEntry, Entry, Proposal, Values
from inspection.keypoints.halves import each_half, entries_of
from inspection.keypoints.named import named_entries
from inspection.keypoints.nouns import Ask, Document, Item, Sure, Title
from inspection.keypoints.promising import dated_deeds, promised_in
from inspection.keypoints.saying import sentences, unit_of, when, with_unit
from inspection.keypoints.timing import Timing, timings_in

_EXPLAINED = ("解读", "图解", "读懂", "问答", "答记者问")
_SOME_TIME = re.compile(r"年内|年度内|全年|下半年")
MAX_TEXT = 2_000
MAX_TICKS = 12


def propose(document: Document, year: int) -> Proposal:
    """Every item becomes a duty; what it asks for becomes entries that the duty names."""
    found = Proposal(units=list(document.units), year=year)
    taken: dict[tuple[str, str], Entry] = {}
    for item in document.items:
        said = (*_of_titles(item, year), *promised_in(item, year), *named_entries(item, unit_of(item), year))
        entries = [entry for one in said for entry in entries_of(one)]
        kept = []
        for entry in entries:
            key = (_table(entry.section), entry.name)
            if key not in taken:
                taken[key] = entry
                found.entries.append(entry)
            elif _more_exact(entry, taken[key]):
                found.entries[found.entries.index(taken[key])] = entry
                taken[key] = entry
            if taken[key].sure is not Sure.LOW:
                kept.append(taken[key])
        found.duties.append(_duty(item, kept, year))
    return found


def _more_exact(entry: Entry, before: Entry) -> bool:
    """Whether this one names a day where the other had to guess it."""
    return entry.section == "expectations" and entry.sure is not Sure.LOW and not entry.todo and bool(before.todo)


def _table(section: str) -> str:
    """Names are unique within: libraries, tables, messages, guides and decisions share theirs."""
    return "entries" if section in ("libraries", "tables", "messages", "guides", "decisions") else section


def _of_titles(item: Item, year: int) -> Iterator[Entry]:
    for title in item.titles:
        if title.published or Ask.INTERPRET in title.asks:
            yield _of_title(title, item, year)


def _of_title(title: Title, item: Item, year: int) -> Entry:
    timing = _when_titled(title, item, year)
    due = timing.due() if timing and timing.rule == "by" else {"by": date(year, 12, 31)}
    todo = "" if timing and timing.rule == "by" else "原文没有写明日期，暂按年底；请核对期限和发布栏目"
    if title.published:
        values: Values = {"name": f"《{title.text}》", "due": due, "title": title.text}
        if Ask.INTERPRET in title.asks:
            values["interpretation"] = "required"
        sure = title.sure if title.sure is not Sure.HIGH or timing else Sure.HIGH
        return Entry(
            "expectations", with_unit(values, item), title.words, item.number, sure, todo or "发布栏目（columns）"
        )
    values = {"name": f"解读：《{title.text}》", "due": due, "all_of": [title.text], "any_of": list(_EXPLAINED)}
    said = "原文只要求解读；解读标题未必写全名，请核对 all_of"
    return Entry(
        "expectations",
        with_unit(values, item),
        title.words,
        item.number,
        min(title.sure, Sure.MIDDLE, key=_rank),
        said,
    )


def _when_titled(title: Title, item: Item, year: int) -> Timing | None:
    """The day beside the document's name, before the periods that the sentence goes on with."""
    said = _sentence_with(title.text, item)
    clause = next((one for one in re.split(r"[，,]", said) if "《" in one), "")
    return next((one for one in timings_in(clause, year) if one.rule == "by"), None) or when(said, item, year)


def _rank(sure: Sure) -> int:
    return (Sure.LOW, Sure.MIDDLE, Sure.HIGH).index(sure)


def _sentence_with(text: str, item: Item) -> str:
    """The sentence that names a document, without the names of documents: years in them are no deadlines."""
    said = next((one for one in sentences(item.text) if text[:12] in one), "")
    return re.sub(r"《[^》]*》|“[^”]*”", "《》", said)


def _duty(item: Item, entries: list[Entry], year: int) -> DutyEntry:
    ticks = list(_ticks(item, year))
    ticks += dated_deeds(item, [entry.values.get("due") for entry in entries] + [one["due"] for one, _ in ticks], year)
    values: Values = {"number": item.number, "name": item.name, "text": item.text[:MAX_TEXT]}
    if item.units:
        values["units"] = list(item.units.all)
    for key, wanted in (("expectations", ("expectations",)), ("columns", ("columns", "accounts"))):
        if names := list(dict.fromkeys(entry.name for entry in entries if entry.section in wanted)):
            values[key] = names
    if checks := list(
        dict.fromkeys(check for watch in WATCHES if watch.pattern.search(item.text) for check in watch.checks)
    ):
        values["checks"] = checks
    if names := list(dict.fromkeys(entry.name for entry in entries if _table(entry.section) == "entries")):
        values["entries"] = names
    if not ticks and not {"expectations", "columns", "checks", "entries"} & set(values):
        due = (when("", item, year) or Timing("by", f"{year}-12-31", "")).due()
        ticks = [({"name": "全项落实情况", "due": due}, "没有认出可由程序查看的内容，整项由人确认")]
    halves = [(half, words) for one, words in ticks for half in each_half(one)]
    return DutyEntry(values, item.notes, tuple(halves[:MAX_TICKS]))


def _ticks(item: Item, year: int) -> Iterator[tuple[Values, str]]:
    plain = [re.sub(r"《[^》]*》", "《》", sentence) for sentence in sentences(item.text)]
    for deed in DEEDS:
        said = [sentence for sentence in plain if deed.pattern.search(sentence)]
        if said:
            timing, words = _when_done(deed, said, item, year)
            due = timing.due() if timing else {"by": date(year, 12, 31)}
            yield {"name": deed.name, "due": due}, words
    trained = [title for title in item.titles if Ask.TRAIN in title.asks]
    if trained:
        yield {"name": "政策文件培训", "due": {"by": date(year, 12, 31)}}, trained[0].words
    for title in item.titles:
        if Ask.PROMOTE in title.asks and not title.published and Ask.INTERPRET not in title.asks:
            yield {"name": f"宣传《{title.text[:30]}》", "due": {"by": date(year, 12, 31)}}, title.words


def _when_done(deed: Deed, said: list[str], item: Item, year: int) -> tuple[Timing | None, str]:
    """The first day that is named beside the deed, and the sentence that names it."""
    for sentence in said:
        clause = next((one for one in re.split(r"[，,]", sentence) if deed.pattern.search(one)), sentence)
        timing = next(
            (one for text in (clause, sentence) for one in timings_in(text, year) if one.rule != "before"), None
        )
        if timing:
            column = when("", item, year) if timing.rule == "by" and _SOME_TIME.search(timing.words) else None
            return column if column and column.rule == "by" else timing, sentence
    return when("", item, year), said[0]
