"""From what a document says to what a plan may hold: duties, expectations, ticks and other entries. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inspection.keypoints.deeds import DEEDS, WATCHES, Deed
from inspection.keypoints.entries import DutyEntry, Entry, Proposal, Values
from inspection.keypoints.named import named_entries
from inspection.keypoints.nouns import Ask, Document, Item, Sure, Title
from inspection.keypoints.releases import DOCUMENT, Release, releases_in
from inspection.keypoints.timing import Timing, timings_in
from inspection.keypoints.topics import PROMISES, Promise

_COLLECTIVE = re.compile(r"^(?:各|相关|有关|局属|局机关|全局|所有|其他|直属|机关)")
_EXPLAINED = ("解读", "图解", "读懂", "问答", "答记者问")
MAX_TEXT = 2_000
MAX_TICKS = 12


def propose(document: Document, year: int) -> Proposal:
    """Every item becomes a duty; what it asks for becomes entries that the duty names."""
    found = Proposal(units=list(document.units))
    taken: dict[tuple[str, str], Entry] = {}
    for item in document.items:
        entries = [*_of_titles(item, year), *_of_promises(item, year), *named_entries(item, unit_of(item), year)]
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


def unit_of(item: Item) -> str | None:
    """Who answers for what the item asks: the first unit that is one, not 相关处室."""
    every = item.units.all
    return next((unit for unit in every if not _COLLECTIVE.match(unit)), every[0] if every else None)


def sentences(text: str) -> list[str]:
    """The parts between stops and semicolons."""
    return [part.strip() for part in re.split(r"[。；;！]", text) if part.strip()]


def when(words: str, item: Item, year: int, *, festival: bool = False) -> Timing | None:
    """The day or period that holds for these words: said in them, or in the item's own deadline."""
    for text in (words, item.deadline):
        for timing in timings_in(text, year):
            if festival or timing.rule != "before":
                return timing
    return None


def _with_unit(values: Values, item: Item) -> Values:
    unit = unit_of(item)
    return {**values, "unit": unit} if unit else values


def _of_titles(item: Item, year: int) -> Iterator[Entry]:
    for title in item.titles:
        if title.published or Ask.INTERPRET in title.asks:
            yield _of_title(title, item, year)


def _of_title(title: Title, item: Item, year: int) -> Entry:
    timing = when(_sentence_with(title.text, item), item, year)
    due = timing.due() if timing and timing.rule == "by" else {"by": date(year, 12, 31)}
    todo = "" if timing and timing.rule == "by" else "原文没有写明日期，暂按年底；请核对期限和发布栏目"
    if title.published:
        values: Values = {"name": f"《{title.text}》", "due": due, "title": title.text}
        if Ask.INTERPRET in title.asks:
            values["interpretation"] = "required"
        sure = title.sure if title.sure is not Sure.HIGH or timing else Sure.HIGH
        return Entry(
            "expectations", _with_unit(values, item), title.words, item.number, sure, todo or "发布栏目（columns）"
        )
    values = {"name": f"解读：《{title.text}》", "due": due, "all_of": [title.text], "any_of": list(_EXPLAINED)}
    said = "原文只要求解读；解读标题未必写全名，请核对 all_of"
    return Entry(
        "expectations",
        _with_unit(values, item),
        title.words,
        item.number,
        min(title.sure, Sure.MIDDLE, key=_rank),
        said,
    )


def _rank(sure: Sure) -> int:
    return (Sure.LOW, Sure.MIDDLE, Sure.HIGH).index(sure)


def _sentence_with(text: str, item: Item) -> str:
    """The sentence that names a document, without the names of documents: years in them are no deadlines."""
    said = next((one for one in sentences(item.text) if text[:12] in one), "")
    return re.sub(r"《[^》]*》|“[^”]*”", "《》", said)


def _of_promises(item: Item, year: int) -> Iterator[Entry]:
    told: set[str] = set()
    for at, sentence in enumerate(sentences(item.text)):
        plain = re.sub(r"《[^》]*》", "《》", sentence)
        for promise in PROMISES:
            if promise.name not in told and promise.pattern.search(plain) and _RELEASED.search(plain):
                told.add(promise.name)
                yield _of_promise(promise, sentence, item, year)
        for release in releases_in(plain) if at or sentence != item.name else ():  # a heading names a field
            if release.name not in told and not any(promise.pattern.search(release.name) for promise in PROMISES):
                told.add(release.name)
                yield _of_release(release, sentence, item, year)


def _of_release(release: Release, sentence: str, item: Item, year: int) -> Entry:
    """Periodic ones and documents without 《》 are proposed, others only as a comment."""
    timing = when(sentence, item, year)
    values: Values = {
        "name": release.name,
        "due": timing.due() if timing else {"by": date(year, 12, 31)},
        "all_of": [release.name],
    }
    document = bool(DOCUMENT.search(release.name))
    if document and "解读" in sentence:
        values["interpretation"] = "required"
    periodic = timing is not None and timing.rule in ("monthly", "quarterly", "yearly")
    sure = Sure.MIDDLE if document or periodic else Sure.LOW
    todo = "请核对标题用词和期限"
    if sure is Sure.LOW:
        todo = "没有写明多久公开一次；确需盯办的，去掉行首的 # 并改好标题用词"
    return Entry("expectations", _with_unit(values, item), release.words, item.number, sure, todo)


_RELEASED = re.compile(
    r"公开|公布|发布|公示|信息|宣传|活动|编制|服务|更新|开展|组织|做好|制作|报告|清单|目录|推进|推出|回应|保障|祭扫"
)


def _of_promise(promise: Promise, sentence: str, item: Item, year: int) -> Entry:
    rule, value = promise.due or ("by", "12-31")
    clause = next((one for one in re.split(r"[，,]", sentence) if promise.pattern.search(one)), sentence)
    timing = next((one for one in timings_in(clause, year) if one.rule != "before"), None)
    if rule != "before":
        timing = timing or when(sentence, item, year)
    if timing and not (rule in ("yearly", "before") and timing.rule == "by" and timing.value.endswith("12-31")):
        due, todo = timing.due(), ""
    else:
        due, todo = _default_due(rule, value, year), promise.basis or "原文没有写明日期，请核对期限"
    values: Values = {"name": promise.name, "due": due}
    if "before" in due:
        due |= {"lead": "14d", "warn": "21d"} if promise.mentions else {"lead": "3d", "warn": "7d"}
    for key, words in (
        ("all_of", promise.all_of),
        ("any_of", promise.any_of),
        ("none_of", promise.none_of),
        ("mentions", promise.mentions),
    ):
        if words:
            values[key] = list(words)
    if promise.attachments:
        values["attachments"] = "required"
    said = re.sub(r"\s+", "", sentence)
    return Entry("expectations", _with_unit(values, item), said, item.number, Sure.MIDDLE, todo)


def _default_due(rule: str, value: str, year: int) -> dict[str, object]:
    if rule == "by":
        return {"by": date.fromisoformat(f"{year}-{value}")}
    return {rule: int(value) if rule in ("monthly", "quarterly") else value}


def _duty(item: Item, entries: list[Entry], year: int) -> DutyEntry:
    ticks = list(_ticks(item, year))
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
    return DutyEntry(values, item.notes, tuple(ticks[:MAX_TICKS]))


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
            return timing, sentence
    return when("", item, year), said[0]
