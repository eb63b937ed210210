"""What a service's page on the platform turned out to be, by what a browser showed of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspection.addresses import host_of
from inspection.domains import is_within
from inspection.service_names import core_of, parts_of_title
from inspection.service_words import (
    BACK,
    ERROR,
    FIELDS,
    GENERIC,
    HOME_PATH,
    LOGIN,
    LOGIN_LINK,
    LOGIN_PATH,
    LOST,
    RAW,
    WITHDRAWN,
    WORKS,
)


class State(StrEnum):
    """What opened."""

    ITEM = "item"
    NEEDS_LOGIN = "needs-login"  # a right answer: the platform asks who comes
    ERROR_PAGE = "error-page"  # it says that something broke
    NOT_FOUND = "item-not-found"  # it says that there is no such item
    BLANK = "blank"  # nothing is shown
    HOME = "led-to-home"  # a home page or a search in the item's place
    UNAVAILABLE = "maintenance"  # a notice of planned works: says nothing of the link
    BLOCKED = "blocked-by-firewall"
    LOADING = "still-loading"
    UNCLEAR = "unclear"  # a page that is none of these, as far as can be told


BROKEN = frozenset({State.ERROR_PAGE, State.NOT_FOUND, State.BLANK, State.HOME, State.LOADING})
SHOWN = frozenset({State.ITEM, State.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Seen:
    """What people see of the page."""

    url: str  # where it ended, with its fragment
    title: str = ""
    headings: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()  # what stands beside 事项名称
    lines: tuple[str, ...] = ()  # of text, from the top
    said: tuple[str, ...] = ()  # dialogs and toasts
    password: bool = False  # a field for one is seen
    controls: int = 0
    images: int = 0
    loading: bool = False
    hollow: bool = False  # an item's labels stand there, and nothing beside them


@dataclass(frozen=True, slots=True)
class Judged:
    """The state, the words that show it, and the item's names."""

    state: State
    said: str = ""
    names: tuple[str, ...] = ()
    sure: bool = False


_MOST_LINES, _NOTICE = 400, 60  # lines looked at; characters of one that is a notice
_SHORT = 300  # characters of a page that says nothing but its notice


def judge(seen: Seen, asked: str, status: int | None, login: Collection[str]) -> Judged:
    """What the page is. `asked`: the link; `login`: hosts of the unified login; `status`: of the document."""
    names, sure = names_of(seen)
    fields = len({match for line in seen.lines[:_MOST_LINES] if len(line) < 80 for match in FIELDS.findall(line)})
    is_item = bool(seen.stated) or (fields >= 3 and not seen.hollow)
    notices = [
        line
        for line in (*seen.said, *seen.headings, *parts_of_title(seen.title), *seen.lines[:_MOST_LINES])
        if len(line) <= _NOTICE
    ]
    length = sum(map(len, seen.lines))
    if (off := next((line for line in notices if WITHDRAWN.match(line)), None)) is not None:
        return Judged(State.NOT_FOUND, off)
    if not is_item or (status or 200) >= 400:
        if (found := _by_status(status, notices)) is not None:
            return found
        if (found := _by_words(seen, notices, login, short=length <= _SHORT)) is not None:
            return found
        if is_home(seen.url) and not is_home(asked):
            return Judged(State.HOME, parts_of_title(seen.title)[0] if seen.title.strip() else "")
        if seen.loading:
            return Judged(State.LOADING)
        if seen.hollow:
            return Judged(State.BLANK, "只有栏目名称，没有内容")
        if length < 12 and not seen.images and not seen.controls:
            return Judged(State.BLANK)
    if is_item or sure:
        return Judged(State.ITEM, "", names, sure and is_item)
    return Judged(State.UNCLEAR, "", names, False)


def _by_status(status: int | None, notices: Sequence[str]) -> Judged | None:
    if status is None or status < 400:
        return None
    if status == 401:
        return Judged(State.NEEDS_LOGIN, "401")
    works = next((line for line in notices if WORKS.search(line)), None)
    if works:
        return Judged(State.UNAVAILABLE, works)
    if status in (403, 405, 412, 418, 429, 444, 503, 521):
        return Judged(State.BLOCKED, str(status))
    said = next((line for line in notices if LOST.search(line) or ERROR.search(line)), "")
    return Judged(State.NOT_FOUND if status in (404, 410) else State.ERROR_PAGE, said or str(status))


def _by_words(seen: Seen, notices: Sequence[str], login: Collection[str], *, short: bool) -> Judged | None:
    """By what the page says of itself. A page with much of its own is judged by its headings and its short lines."""
    heads = {*seen.said, *seen.headings, *parts_of_title(seen.title)}
    at_login = is_within(host_of(seen.url.partition("#")[0]), login)
    raw = next((line for line in seen.lines[:_MOST_LINES] if RAW.match(line)), None)
    if raw is not None:
        return Judged(State.NOT_FOUND if LOST.search(raw) else State.ERROR_PAGE, raw[:_NOTICE])
    works = next((line for line in notices if WORKS.search(line) and (short or line in heads)), None)
    lost = next((line for line in notices if LOST.search(line) and _is_whole(line, LOST)), None)
    error = next((line for line in notices if ERROR.search(line) and _is_whole(line, ERROR)), None)
    if seen.password and not (error and short):
        return Judged(State.NEEDS_LOGIN, next((line for line in notices if LOGIN.search(line)), ""))
    if works:
        return Judged(State.UNAVAILABLE, works)
    if lost:
        return Judged(State.NOT_FOUND, lost)
    if error:
        return Judged(State.ERROR_PAGE, error)
    asks = next((line for line in notices if _asks(line, heads) and (short or line in heads)), None)
    led = LOGIN_PATH.search(seen.url) is not None or BACK.search(seen.url) is not None
    if at_login and (asks or seen.controls or seen.images):
        return Judged(State.NEEDS_LOGIN, asks or "")
    if asks and (led or short):
        return Judged(State.NEEDS_LOGIN, asks)
    return None


def _asks(line: str, heads: Collection[str]) -> bool:
    """Whether it asks who comes. The link to the login that every page carries asks nobody."""
    return LOGIN.search(line) is not None and (line in heads or not LOGIN_LINK.match(line))


def _is_whole(line: str, words: re.Pattern[str]) -> bool:
    """Whether the line says little else: 系统异常处理办法 or 如页面无法显示，请致电 is no notice."""
    match = words.search(line)
    return (
        match is not None
        and not re.search(r"办法|通知|规定|预案|如果?遇|若|如有|怎么|如何|为什么|[?？]|纠错|反馈|常见", line)
        and len(line) <= max(24, 3 * len(match[0]))
    )


def names_of(seen: Seen) -> tuple[tuple[str, ...], bool]:
    """What the page calls its item, surest first; whether the first is surely one."""
    found: dict[str, str] = {}
    for name in (*seen.stated, *seen.headings, *parts_of_title(seen.title)):
        text = " ".join(name.split())[:80]
        if len(core_of(text)) >= 2 and not GENERIC.match(text) and re.search(r"[\u4e00-\u9fff]{2}", text):
            found.setdefault(core_of(text), text)
    sure = bool(found) and (bool(seen.stated) or bool(seen.headings))
    return tuple(found.values())[:6], sure


def is_home(url: str) -> bool:
    """Whether an address is a platform's home page by its form, a script's route and the query included."""
    base, _, fragment = url.partition("#")
    path, _, query = base.partition("?")
    rest = path.partition("://")[2].partition("/")[2]
    route = fragment.lstrip("!").partition("?")[0].strip("/").lower()
    if route and (fragment.startswith(("/", "!"))):
        return route in {"home", "index", "main", "portal", "shouye", "indexpage"}
    item = re.search(r"(?:^|&)[\w.]*(?:id|code|no|guid|key|bm|item|sx\w*|task\w*|service)=[^&]{2,}", query, re.I)
    return item is None and HOME_PATH.match(f"/{rest}") is not None and not re.search(r"\d{3}", rest)
