"""Numbers of people in variety: ID numbers, cards, mobile numbers, mailboxes."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

DIGITS = "0123456789"
_PROVINCES = [11, 12, 13, 15, 21, 23, 31, 32, 33, 37, 41, 44, 46, 50, 51, 54, 61, 65, 81, 83]


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=count, max_size=count)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1920, 1, 1), date(2024, 12, 31)))
    body = f"{draw(st.sampled_from(_PROVINCES))}{draw(digits(4))}{born:%Y%m%d}{draw(digits(3))}"
    return body + ric.calc_check_digit(body + "0")


@st.composite
def cards(draw: st.DrawFn) -> str:
    beginning = draw(st.sampled_from(["622202", "621700", "625965", "955880", "436742", "518710"]))
    length = 16 if beginning[0] in "45" else draw(st.sampled_from([16, 17, 19]))
    if beginning == "955880":
        length = 19
    body = beginning + draw(digits(length - 7))
    return body + luhn.calc_check_digit(body)


mobiles = st.builds("1{}{}".format, st.sampled_from("3456789"), digits(9))
mailboxes = st.builds(
    "{}@{}".format,
    st.from_regex(r"[a-z][a-z0-9._-]{1,15}", fullmatch=True),
    st.sampled_from(["163.com", "mail.sh.gov.cn"]),
)
words = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=8)
