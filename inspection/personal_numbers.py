"""How numbers of people look, and what proves them: shared by what masks them and by what finds them. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from stdnum.cn import ric

ID_WORD = re.compile(r"身份证|身份号码|证件号|残疾人?证|id ?card|idcard|sfz", re.I)
CARD_WORD = re.compile(r"卡号|银行卡|储蓄卡|借记卡|信用卡|工资卡|bank ?card", re.I)
ACCOUNT_WORD = re.compile(r"[账帐][号户]|开户")
CREDIT_CODE = re.compile(r"信用代码|机构代码")
# Right before a number these make it a document's or an amount, not a person's.
DOCUMENT_WORD = re.compile(
    r"(?:编号|文号|单号|流水号?|订单|批号|案号|受理号|档案号|档号|索引号|标识码|代码|登记号|备案号|证书号|许可证号?"
    r"|序列号|稿件|第|[¥￥$]|(?<![a-z])(?:id|no\.?|sn))[为是:：#=\s]{0,3}$",
    re.I,
)
# Right after a number: an amount, a code that goes on in letters, a decimal.
NOT_A_PHONE = re.compile(r"[万亿]?(?:元|美元|人次|平方|立方|公里|吨|[%％])|(?!qq|wx|vx|tel|e-?mail)[a-z]|\.\d", re.I)
PHONE_LETTERS = re.compile(r"(?:tel|phone|mobile|mob|cell|call|sms|wx|vx|weixin|wechat|qq)$", re.I)
_PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)))
_PROVINCES |= {71, 81, 82, 83}  # Taiwan; residents of Hong Kong, Macao and Taiwan
ISSUER = re.compile(r"(?:6[0-9]|955[89]|940)\d+|(?:4\d|5[1-5])\d{14}")

ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ \-]?\d{8}[ \-]?\d{3}[\dX](?:[1-7][1-4](?:B\d)?)?(?!\d)", re.I)
OLD_ID = re.compile(r"(?<!\d)\d{15}(?![\dX])", re.I)
CARD = re.compile(r"(?<![\d.])(?:\d{16,19}|\d{4}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?|\d{6}[ \-]\d{10,13})(?!\d)")
MOBILE = re.compile(
    r"(?<!\d)(?<!\d\.)(?:(?:\+|00)?86[ \-]?|0)?"
    r"(?:1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}|1[3-9]\d\d[ \-]\d{3}[ \-]\d{4}|1[3-9]\d{3}[ \-]\d{6})(?!\d)"
)

# Whole addresses, and paths such as /tzgg/202401/t123.html (not the slash of 电话/13800000000).
ADDRESS = re.compile(
    r"(?i:\b[a-z][a-z0-9+.\-]{1,15}://|www\.)[!#-;=?-~]+|(?<![\w/])\.{0,2}/[A-Za-z][\w.~\-]*/[!#-;=?-~]*", re.A
)


def is_province(digits: str) -> bool:
    """Whether two digits are those of a province."""
    return digits.isascii() and digits.isdecimal() and int(digits) in _PROVINCES


def sound_id(number: str) -> bool:
    """Whether 18 characters are an ID number by province, birth date and checksum."""
    body = number[:18].upper()
    # A foreigner's permanent residence card begins with 9, then the province.
    province = body[1:3] if body[0] == "9" else body[:2]
    year = int(body[6:10])
    try:
        date(year, int(body[10:12]), int(body[12:14]))
    except ValueError:
        return False
    return is_province(province) and 1890 <= year < 2060 and ric.calc_check_digit(body) == body[-1]


def as_seen(text: str) -> tuple[list[str], list[str]]:
    """What a reader sees (full-width forms narrow, dashes and spaces alike, nothing invisible), letter by letter, and
    what is there for each of its letters."""
    if text.isascii():
        return list(text), list(text)
    seen: list[str] = []
    starts: list[int] = []
    for place, char in enumerate(text):
        kind = unicodedata.category(char)
        # An accent on a digit, or what makes a picture of it (1️⃣), leaves it the same digit.
        if seen and (kind == "Cf" or (kind in {"Mn", "Me"} and seen[-1].isdecimal())):
            continue
        if kind == "Nd":
            looks = str(unicodedata.decimal(char))
        elif "\uff01" <= char <= "\uff5e":
            looks = chr(ord(char) - 0xFEE0)
        else:
            looks = {"Pd": "-", "Zs": " "}.get(kind, " " if char == "\t" else char)
        seen.append(looks)
        starts.append(place)
    return seen, [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
