"""The letters of one message board: rows of its lists and pages of single letters, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from checks.links import address_key
from checks.names import fold
from checks.page_groups import absolute, content_at, pages_of
from inspection.contents import Message, PageContent
from inspection.observed import Observed
from inspection.participation import MessageBoard
from inspection.personal import mask

_ENOUGH = 3  # letters of the same template that show their answers, so that one without has none
_T = TypeVar("_T")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAMED = re.compile(
    rf"(?<![\u4e00-\u9fff])([{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?=反映|来信|来电|咨询|投诉|举报|求助|申请|留言|提问|建议|询问)"
    rf"|([{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?=先生|女士|小姐|同志|阿姨|大爷|大妈)"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with all that its board says of it. `pages`: where it stands, its own page first."""

    title: str
    asked: date | None
    answered: date | None
    has_answer: bool | None
    state: str
    url: str
    pages: tuple[str, ...]
    own_page: bool = False  # a page that shows this letter alone was read


def letters_of(observed: Observed, board: MessageBoard) -> list[Letter] | None:
    """Each letter once; None where the board's own page was not read."""
    address = absolute(observed, board.url)
    if content_at(observed, address) is None:
        return None
    found: dict[str, Letter] = {}
    listed = pages_of(observed, address)
    own = {page.url for page in listed}
    further = {message.url for page in listed for message in page.messages if message.url} - own
    leads = (page for url in sorted(further) if (page := (observed.contents or {}).get(url)) is not None)
    for page in (*listed, *leads):
        for key, letter in _on_page(page, address):
            found[key] = _together(found[key], letter) if key in found else letter
    return _answers_shown(_cards_joined(found))


def _cards_joined(found: dict[str, Letter]) -> list[Letter]:
    """A card without a link and the page of the same letter are one."""
    by_words = {_words(one.title, one.asked): key for key, one in found.items() if one.url}
    for key, card in [(key, one) for key, one in found.items() if not one.url]:
        page = by_words.get(_words(card.title, card.asked))
        if page is not None:
            found[page] = _together(card, found[page])
            del found[key]
    return list(found.values())


def _words(title: str, asked: date | None) -> str:
    return f"{fold(title)} {asked}"


def _on_page(page: PageContent, board: str) -> Iterable[tuple[str, Letter]]:
    """Letters by what they are known by: their page's address, else title and day."""
    alone = [message for message in page.messages if not message.url]
    is_letter = len(alone) == 1 and address_key(page.url) != address_key(board)
    for message in page.messages:
        if message.url or is_letter:
            url = message.url or page.url
            title = message.title if message.url else (page.title or message.title)
            yield address_key(url), _letter(message, title, url, page.url, is_letter and not message.url)
        else:
            yield _words(message.title, message.asked), _letter(message, message.title, "", page.url, False)


def _letter(message: Message, title: str, url: str, page: str, own_page: bool) -> Letter:
    return Letter(
        title, message.asked, message.answered, message.has_answer, message.state, url, (page,), own_page=own_page
    )


def _together(one: Letter, other: Letter) -> Letter:
    """A letter's row and its own page. An answer that either shows is one; the row's title is the letter's."""
    row, own = (other, one) if one.own_page else (one, other)
    has = True if True in (row.has_answer, own.has_answer) else _first(own.has_answer, row.has_answer)
    return replace(
        own,
        title=row.title or own.title,
        asked=_first(row.asked, own.asked),
        answered=_first(row.answered, own.answered),
        has_answer=has,
        state=row.state or own.state,
        pages=tuple(dict.fromkeys((*own.pages, *row.pages))),
    )


def _first(one: _T | None, other: _T | None) -> _T | None:
    return one if one is not None else other


def _answers_shown(letters: Sequence[Letter]) -> list[Letter]:
    """Where pages of other letters show their answers, a page that has no place for one shows that there is none."""
    answered = sum(one.own_page and bool(one.has_answer) for one in letters)
    if answered < _ENOUGH:
        return list(letters)
    return [
        replace(one, has_answer=False) if one.own_page and one.has_answer is None and not one.state else one
        for one in letters
    ]


def masked(title: str) -> str:
    """The title without numbers of people and without names that stand where people are named."""
    return _NAMED.sub(lambda found: f"{found[1] or found[2]}**", mask(title))
