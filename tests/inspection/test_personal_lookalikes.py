"""Numbers that only look like people's stay readable, and the addresses of articles stay whole."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from inspection.personal import mask, mask_address
from tests.notifications.personal import cards, digits, id_numbers, mailboxes, mobiles

_DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
_SOUND = st.one_of(
    st.builds("沪民规〔{}〕{}号".format, st.integers(2000, 2030), st.integers(1, 999)),
    st.builds("{:%Y-%m-%d}".format, _DAYS),
    st.builds("{:%Y%m%d}".format, _DAYS),
    st.builds("{:%Y年%m月%d日}".format, _DAYS),
    st.builds("{:%Y%m%d}{}".format, _DAYS, digits(6)),
    st.builds("{:%Y%m%d}{}".format, _DAYS, digits(9)),
    st.builds("{}.{}.{}.{}".format, *[st.integers(0, 255)] * 4),
    st.builds("编号：{}".format, mobiles),
    st.builds("订单号{}".format, mobiles),
    st.builds("第{}号".format, mobiles),
    st.builds("{}元".format, mobiles),
    st.builds("{}.{}".format, digits(3), mobiles),
    st.builds("￥{}".format, mobiles),
    st.builds("SF{}".format, mobiles),
    st.builds("17{}".format, digits(11)),  # milliseconds
    st.builds("索引号：{}".format, cards()),
    st.builds("统一社会信用代码：{}".format, id_numbers()),
    st.builds("统一社会信用代码 52310000{}".format, st.from_regex(r"[0-9A-HJ-NP-RT-UW-Y]{9}[0-9X]", fullmatch=True)),
    st.sampled_from(["12345热线", "962200", "021-23111111", "咨询电话：021-63212345", "举报(021)12345678", "95588"]),
    st.builds("400-{}-{}".format, digits(3), digits(4)),
    st.builds("ISBN 978-7-{}-{}-{}".format, digits(3), digits(5), digits(1)),
    st.builds("@{}".format, st.from_regex(r"[a-z]{3,8}", fullmatch=True)),
    st.builds("v{}.{}.{}".format, *[st.integers(0, 99)] * 3),
)  # fmt: skip


@given(sound=_SOUND, head=st.sampled_from(["", "关于", "（"]), tail=st.sampled_from(["", "的通知", "）"]))
def test_what_only_looks_like_it_is_left_alone(sound: str, head: str, tail: str) -> None:
    assert mask(f"{head}{sound}{tail}") == f"{head}{sound}{tail}"


@given(
    number=st.one_of(mobiles, cards(), digits(19)),
    form=st.sampled_from(
        [
            "https://mzj.sh.gov.cn/{}",
            "http://x.cn/art/2024/1/1/art_{}_19.html",
            "https://x.cn/a?id={}&page=2",
            "/tzgg/{}.html",
        ]
    ),
)
def test_the_number_of_an_article_in_an_address_stays_whole(number: str, form: str) -> None:
    address = form.format(number)
    assume(not re.search(r"card|tel", address))

    assert mask_address(address) == address
    assert mask(f"见 {address} 一文") == f"见 {address} 一文"


@given(number=id_numbers(), mobile=mobiles, mailbox=mailboxes)
def test_an_address_that_is_plainly_about_a_person_is_masked(number: str, mobile: str, mailbox: str) -> None:
    address = f"https://x.cn/q?idcard={number}&mobile={mobile}&mail={mailbox}&cc={mailbox.replace('@', '%40')}"

    starred = f"{mailbox[0]}***"
    host = mailbox.partition("@")[2]
    expected = (
        f"https://x.cn/q?idcard={number[:6]}********{number[-4:]}&mobile=1********{mobile[-2:]}"
        f"&mail={starred}@{host}&cc={starred}%40{host}"
    )
    assert mask_address(address) == mask(address) == expected


def test_a_password_in_an_address_is_masked() -> None:
    assert mask("见 https://user:pass@x.cn/a") == "见 https://***@x.cn/a"
