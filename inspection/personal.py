"""Personal data made unreadable before anything leaves, or is put into a picture: numbers of people, not of documents.

Masked: ID numbers (18 digits with a sound checksum and birth date, also inside the 20 of a disability certificate; 15
digits, or an unsound checksum, only after a word such as 身份证), mobile numbers, bank cards (Luhn and an issuer's
prefix, or a word such as 卡号), e-mail addresses, passports, travel permits and military papers after the word for
them, and landlines said to be somebody's own (宅电, 本人电话, 联系人 …).

Left alone: hotlines and offices' landlines (public by purpose), credit codes, numbers of documents, orders and
catalogues, dates, amounts, IP addresses. In web addresses an article's number must stay whole, so only ID numbers,
e-mail addresses, user names with passwords, and parameters named after a phone, a card or a paper are masked there.

Mask before cutting (half a number is no longer known as one) and before escaping (the stars may be markup).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import luhn

from inspection.personal_numbers import (
    ACCOUNT_WORD,
    ADDRESS,
    CARD,
    CARD_WORD,
    CREDIT_CODE,
    DOCUMENT_WORD,
    ID_NUMBER,
    ID_WORD,
    ISSUER,
    MOBILE,
    NOT_A_PHONE,
    OLD_ID,
    PHONE_LETTERS,
    as_seen,
    sound_id,
)

_LOOK_BACK = 16  # characters in which a word may say what the number is
_OWN_LANDLINE = re.compile(
    r"(?:宅电|(?:住宅|家庭|家中|家里|家属|亲属|本人|个人|监护人|申请人|当事人|联系人|户主)的?(?:联系|固定)?(?:电话|座机|固话|号码|方式)"
    r"|联系人[:：\s]{0,2}[一-鿿]{2,4}[,，、;；:：\s]{0,2}(?:(?:联系|固定)?(?:电话|座机|固话))?)[为是:：\s]{0,2}$"
)
_LANDLINE = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[ \-]?)?[2-8]\d{6,7}(?!\d)")
# Stars after the digits: they are what is left of a masked number.
_PAPER = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|居留证|军官证|士兵证|士官证|警官证|文职干部证|残疾军人证)"
    r"(?:号码|编号|号)?[为是:：\s]{0,3}(?:[一-鿿]{0,4}字第?)?([A-Z]{0,2}\d{6,10})(?!\d|\*{4})",
    re.I,
)
_EMAIL = re.compile(
    r"(?<![a-z0-9._+\-])([a-z0-9._+\-]{1,256})(?:@|%40|\s?[(\[{]at[)\]}]\s?)(?=(?:[a-z0-9\-]{1,63}\.){1,6}[a-z]{2,24})",
    re.I,
)
_USER_INFO = re.compile(r"(?<=://)([^/?#@\s]{1,256})(?=@)")
_PARAMETER = re.compile(
    r"(?:phone|mobile|tel|cell|sjh|lxdh|shouji|dianhua|card|yhkh|zjhm|sfz|idno)\w{0,12}=[+]?"
    r"(\d[\d\-]{5,24}X?)(?![\d*])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, whether what it found is personal, and which of its letters and digits are hidden."""

    pattern: re.Pattern[str]
    personal: Callable[[str, re.Match[str]], bool]
    hidden: slice
    whole: bool = False  # three stars for all that is hidden, however long: its length tells nothing


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _LOOK_BACK) : found.start()]


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"[ \-.+]", "", found[0])


def _is_id(text: str, found: re.Match[str]) -> bool:
    before = _before(text, found)
    return not CREDIT_CODE.search(before) and (sound_id(_digits(found)) or bool(ID_WORD.search(before)))


def _is_old_id(text: str, found: re.Match[str]) -> bool:
    return bool(ID_WORD.search(_before(text, found)))


def _is_card(text: str, found: re.Match[str]) -> bool:
    before, number = _before(text, found), _digits(found)
    if CARD_WORD.search(before):
        return True
    if DOCUMENT_WORD.search(before) or CREDIT_CODE.search(before) or not luhn.is_valid(number):
        return False
    return bool(ISSUER.fullmatch(number) or ACCOUNT_WORD.search(before))


def _is_mobile(text: str, found: re.Match[str]) -> bool:
    before = _before(text, found)
    in_letters = before[-1:].isascii() and before[-1:].isalpha()
    if (in_letters and not PHONE_LETTERS.search(before)) or DOCUMENT_WORD.search(before):
        return False
    # 138 1234 5678 within a longer row of groups is something else; 13812345678-8001 is not.
    rows = len(found[0]) > len(_digits(found)) and re.search(r"\d[ \-]$", before)
    return not rows and not NOT_A_PHONE.match(text, found.end())


def _is_own_landline(text: str, found: re.Match[str]) -> bool:
    said = _OWN_LANDLINE.search(_before(text, found))
    return said is not None and (found[0].lstrip("(").startswith("0") or bool(re.search(r"电|机|话", said[0])))


def _always(_text: str, _found: re.Match[str]) -> bool:
    return True


_MAIL_RULE = _Rule(_EMAIL, _always, slice(1, None), whole=True)
_ID_RULE = _Rule(ID_NUMBER, _is_id, slice(6, -4))
_TEXT_RULES = (
    _MAIL_RULE,
    _Rule(_PAPER, _always, slice(1, -2)),
    _ID_RULE,
    _Rule(OLD_ID, _is_old_id, slice(6, -3)),
    _Rule(CARD, _is_card, slice(4, -4)),
    _Rule(MOBILE, _is_mobile, slice(-8, -4)),
    _Rule(_LANDLINE, _is_own_landline, slice(-6, -2)),
)
_ADDRESS_RULES = (
    _Rule(_USER_INFO, _always, slice(0, None), whole=True),
    _MAIL_RULE,
    _ID_RULE,
    _Rule(_PARAMETER, _always, slice(1, -2)),
)


def _hide(seen: list[str], there: list[str], found: re.Match[str], rule: _Rule) -> None:
    group = 1 if found.re.groups else 0
    places = [i for i in range(*found.span(group)) if rule.whole or seen[i].isalnum()][rule.hidden]
    if rule.whole and not places:
        places = [found.start(group)]
    for nth, place in enumerate(places):
        seen[place] = "*"
        there[place] = "*" if not rule.whole else "***" if nth == 0 else ""


def _masked(text: str, rules: tuple[_Rule, ...]) -> list[tuple[str, str]]:
    """What is there for each letter, and what is to be there instead."""
    seen, there = as_seen(text)
    before = list(there)
    for rule in rules:
        words = "".join(seen)
        for found in rule.pattern.finditer(words):
            if rule.personal(words, found):
                _hide(seen, there, found, rule)
    return list(zip(before, there, strict=True))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each letter, masked: web addresses within the text by their own rules."""
    end = 0
    for found in ADDRESS.finditer(text):
        yield from _masked(text[end : found.start()], _TEXT_RULES)
        yield from _masked(found[0], _ADDRESS_RULES)
        end = found.end()
    yield from _masked(text[end:], _TEXT_RULES)


def mask(text: str) -> str:
    """The text with people's numbers and mailboxes starred: 310101********1234, 138****5678, a***@example.org.

    Masking twice changes nothing more. Web addresses within the text are treated as `mask_address` does.
    """
    return "".join(after for _, after in _pieces(text))


def mask_address(address: str) -> str:
    """A whole web address, masked. Where it differs from `address`, show this and make no link of it."""
    return "".join(after for _, after in _masked(address, _ADDRESS_RULES))


def hidden(text: str) -> list[tuple[int, int]]:
    """Where `mask` hides something: [start, end) in the text as it is, in order, no two touching."""
    spans: list[tuple[int, int]] = []
    place = 0
    for before, after in _pieces(text):
        end = place + len(before)
        if before != after and spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], end)
        elif before != after:
            spans.append((place, end))
        place = end
    return spans
