"""Numbers of people are masked wherever they stand; numbers that only look like them stay readable."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import luhn

from inspection.personal import hidden, mask
from tests.notifications.personal import DIGITS, cards, digits, id_numbers, mailboxes, mobiles, words

# What stands right before and after a number in a sentence. Hanzi are drawn from words that name no document.
before = st.sampled_from(
    ["", "公示：张某，", "联系电话：", "（", "电话", "Tel:", "致电 ", "①", "\n", "，", "微信同号/"]
)
after = st.sampled_from(["", "。", "）", "，请知悉", " ", "\n", "转8001", "的公示", "、", "/"])


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def invisible(text: str) -> str:
    return "\u200b".join(text)


def grouped(sizes: tuple[int, ...], mark: str, text: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size
    return mark.join([*parts, text[start:]] if text[start:] else parts)


def left(text: str) -> str:
    """The letters and digits that a person can still read, in the narrow form."""
    return re.sub(r"[^0-9A-Za-z*]", "", "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text))


DRESSES = [str, full_width, invisible]


@given(number=id_numbers(), head=before, tail=after, dress=st.sampled_from(DRESSES))
def test_an_id_number_loses_its_birth_date(number: str, head: str, tail: str, dress: type[str]) -> None:
    masked = mask(head + dress(number) + tail)

    assert left(masked).find(f"{number[:6]}********{number[-4:]}") >= 0
    assert number[6:14] not in left(masked)


@given(number=id_numbers(), mark=st.sampled_from([" ", "-", "－", "\u00a0"]))
def test_an_id_number_in_groups_is_known(number: str, mark: str) -> None:
    assert number[6:14] not in mask(grouped((6, 8, 4), mark, number))


@given(number=id_numbers(), suffix=st.from_regex(r"[1-7][1-4](B1)?", fullmatch=True))
def test_a_disability_certificate_does_not_show_the_id_number_in_it(number: str, suffix: str) -> None:
    assert number[6:14] not in mask(f"残疾人证{number}{suffix}")


@given(
    number=id_numbers(),
    wrong=st.sampled_from(DIGITS),
    word=st.sampled_from(["身份证号", "公民身份号码：", "证件号码 "]),
)
def test_a_mistyped_id_number_is_masked_where_it_is_called_one(number: str, wrong: str, word: str) -> None:
    assert number[6:14] not in mask(word + number[:-1] + wrong)


@given(number=digits(15), word=st.sampled_from(["身份证", "居民身份证号码：", "身份证："]))
def test_an_old_id_number_is_masked_where_it_is_called_one(number: str, word: str) -> None:
    assert mask(word + number) == f"{word}{number[:6]}******{number[-3:]}"


@given(number=id_numbers(), wrong=st.sampled_from(DIGITS))
def test_eighteen_digits_without_a_sound_checksum_are_left_alone(number: str, wrong: str) -> None:
    changed = number[:-1] + wrong
    assume(wrong != number[-1] and not luhn.is_valid(changed))

    assert mask(f"受理 {changed}") == f"受理 {changed}"


@given(number=mobiles, head=before, tail=after, dress=st.sampled_from(DRESSES))
def test_a_mobile_number_loses_its_middle(number: str, head: str, tail: str, dress: type[str]) -> None:
    masked = left(mask(head + dress(number) + tail))

    assert f"{number[:3]}****{number[-4:]}" in masked


@given(
    number=mobiles,
    sizes=st.sampled_from([(3, 4, 4), (3, 8), (7, 4), (4, 3, 4)]),
    mark=st.sampled_from([" ", "-", "－", "—", "\u3000"]),
    prefix=st.sampled_from(["", "+86", "+86 ", "86-", "0086 ", "（+86）"]),
)
def test_a_mobile_number_in_groups_is_known(number: str, sizes: tuple[int, ...], mark: str, prefix: str) -> None:
    masked = left(mask(prefix + grouped(sizes, mark, number)))

    assert masked.endswith(f"{number[:3]}****{number[-4:]}")


@given(first=mobiles, second=mobiles, mark=st.sampled_from(["、", "/", "-", "，", " ", ";", "或"]))
def test_both_of_two_numbers_are_masked(first: str, second: str, mark: str) -> None:
    assert mask(first + mark + second).count("****") == 2


@given(number=cards(), head=before, tail=after.filter(lambda words: not words.startswith("转")))
def test_a_bank_card_is_masked(number: str, head: str, tail: str) -> None:
    assert number[4:-4] not in mask(head + number + tail)
    assert number[4:-4] not in re.sub(r"\D", "", mask(head + grouped((4, 4, 4, 4), " ", number) + tail))


@given(number=digits(19), word=st.sampled_from(["卡号：", "银行卡", "储蓄卡号 "]))
def test_a_card_that_is_called_one_needs_no_checksum(number: str, word: str) -> None:
    assert number[4:-4] not in mask(word + number)


@given(
    mailbox=mailboxes,
    head=st.sampled_from(["邮箱", "Email: ", "<", "（", ""]),
    tail=st.sampled_from(["。", ">", "联系", ""]),
)
def test_a_mailbox_keeps_one_letter_and_its_host(mailbox: str, head: str, tail: str) -> None:
    host = mailbox.partition("@")[2]

    assert mask(head + mailbox + tail) == f"{head}{mailbox[0]}***@{host}{tail}"


@pytest.mark.parametrize(
    "paper", ["护照号码：E12345678", "护照EA1234567", "军官证：军字第1234567号", "港澳居民来往内地通行证H1234567890"]
)
def test_a_paper_is_masked_after_the_word_for_it(paper: str) -> None:
    assert re.search(r"\d{5}", mask(paper)) is None


@pytest.mark.parametrize(
    "text", ["宅电：021-64312345", "联系人：张某某，021-64312345", "监护人电话64312345", "本人电话：(021)64312345"]
)
def test_a_landline_of_somebodys_own_is_masked(text: str) -> None:
    assert "64312345" not in mask(text)


_MARKS = st.sampled_from([" ", "-", "@", "http://", "/", "*", "phone=", "身份证", "护照"])
_PERSONAL = st.one_of(id_numbers(), mobiles, cards(), mailboxes)
_ANY = st.lists(st.one_of(_PERSONAL, words, st.text(max_size=20), _MARKS), max_size=8).map("".join)


@example(text="110000200001010000护照110000200001010000")
@given(text=_ANY)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@given(text=_ANY)
def test_only_stars_are_put_into_a_text(text: str) -> None:
    masked = iter(text)

    assert all(any(char == other for other in masked) for char in mask(text).replace("*", ""))


@pytest.mark.parametrize(
    "unit",
    ["1", "a", "1 ", "a@", "13812345678", "/a", "http://", "138 1234 ", "\u200b", "身份证", "13812345678 ", "a@b.cn "],
)
def test_a_text_made_to_be_slow_is_not(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = process_time()
    mask(text)

    assert process_time() - began < 5  # a quadratic way takes minutes


@given(words, st.one_of(mobiles, id_numbers(), cards(), mailboxes), words)
def test_what_is_said_to_be_hidden_is_all_that_masking_changes(left: str, number: str, right: str) -> None:
    text = f"{left} {number} {right}"

    kept, end = list[str](), 0
    for start, stop in hidden(text):
        kept.append(text[end:start])
        end = stop
    kept.append(text[end:])

    assert re.sub(r"\*+", "*", mask(text)) == re.sub(r"\*+", "*", "*".join(kept))
