"""Text as it is compared: one width, one case, one script, without what is put between letters to hide a word."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

_MOST = 200_000  # characters that are brought into normal form
_DECODED = 20_000  # characters of decoded script
_SCRIPTED = 60_000  # characters of a page in which such script is looked for
_CALLS = 60  # calls that are decoded in one page
_TRADITIONAL = (
    "門门開开龍龙馬马鳥鸟樂乐娛娱賭赌場场遊游戲戏網网體体視视頻频國国產产電电碼码線线動动員员臺台專专業业億亿萬万開开彩彩票票"
    "註注冊册錢钱獎奖亞亚歐欧無无優优惠惠當当現现實实發发貨货買买賣卖讓让轉转營营銷销號号裏里裡里學学歷历證证書书槍枪藥药竊窃"
    "聽听複复製制黃黄誘诱惑惑淫淫穢秽亂乱倫伦強强姦奸愛爱裸裸體体約约蕩荡騷骚處处點点擊击進进會会員员團团隊队報报評评級级導导"
    "論论壇坛時时間间極极賽赛車车鬥斗魚鱼撲扑克克機机舖铺頂顶級级驗验證证領领傳传說说變变態态單单職职擊击殺杀奪夺鑽钻聯联繫系"
    "絡络經经濟济紀纪關关閉闭係系統统設设計计劃划輪轮盤盘滾滚財财寶宝鳳凤凰凰銀银灣湾華华爾尔頓顿麗丽貴贵賓宾廳厅豐丰澤泽競竞"
    "價价購购啟启詢询諮咨過过"
)
_TABLE = {ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)} | {ord("愽"): "博"}
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_HAN = "\u3400-\u9fff"
# One sign between two Chinese letters that no writer puts there; or a sign after every letter of a word.
_SIGN = re.compile(rf"(?<=[{_HAN}])[*^~`#$%@&=+\\|]{{1,3}}(?=[{_HAN}])")
_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[\s.·•_\-/,，、。丶]{{1,3}}[{_HAN}]){{2,}}(?![{_HAN}])")
_BETWEEN = re.compile(r"[\s.·•_\-/,，、。丶]+")
_SPACES = re.compile(r"\s+")
_CHAR_CODES = re.compile(r"fromCharCode\s*\(([\d,\sx]{4,20000})\)", re.I)
_ESCAPED = re.compile(r"(?:unescape|decodeURI(?:Component)?)\s*\(\s*[\"']([^\"']{6,12000})")
_NUMBER = re.compile(r"0|[1-9]\d{0,6}|0x[0-9a-f]{1,6}", re.I)
_UNICODE = re.compile(r"(?:\\u[0-9a-f]{4}){2,4000}", re.I)
_HEX = re.compile(r"(?:\\x[0-9a-f]{2}){6,4000}", re.I)
_BASE64 = re.compile(r"""(?:atob)\s*\(\s*["']([A-Za-z0-9+/=]{12,20000})["']""", re.I)
_ENTITIES = re.compile(r"(?:&#(?:x[0-9a-f]{4,6}|\d{5,7});?){2,2000}", re.I)


def normal(text: str) -> str:
    """Half width, lower case, simplified; nothing unseen, no sign within a word, one space for many."""
    text = _UNSEEN.sub("", text[:_MOST])
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TABLE)
        text = _SIGN.sub("", text)
        text = _SPACED.sub(lambda match: _BETWEEN.sub("", match[0]), text)
    return _SPACES.sub(" ", text.lower()).strip()


def may_be_written_by_script(text: str, *, whole: bool = True) -> bool:
    """A cheap first look for letters in code; or for the commonest ways alone."""
    slashed = "\\" in text  # quickly seen, where two signs in a row are not
    return any(sign in text for sign, _, _ in (_WAYS if whole else _WAYS[:4]) if slashed or sign[0] != "\\")


def decoded(text: str) -> str:
    """What scripts and entities spell out letter by letter, as far as it can be had without running anything."""
    return " ".join(_pieces(text[:_SCRIPTED]))[:_DECODED]


def is_encoded(title: str) -> bool:
    """Whether a title (raw markup) is spelt in entities: no editor and no CMS writes Chinese so."""
    run = _ENTITIES.search(title)
    return run is not None and len(run[0]) * 2 > len(title.strip())


def _pieces(text: str) -> Iterator[str]:
    count = 0
    for sign, pattern, read in _WAYS:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            count += 1
            if count > _CALLS:
                return
            piece = read(match)
            yield re.sub("<[^<>]{0,400}>", " ", piece)


def _char_codes(match: re.Match[str]) -> str:
    numbers = (part.strip() for part in match[1].split(","))
    codes = (int(number, 0) for number in numbers if _NUMBER.fullmatch(number))
    return "".join(chr(code) for code in codes if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000)


def _escaped(match: re.Match[str]) -> str:
    text = re.sub("%u([0-9a-fA-F]{4})", lambda m: _letter(int(m[1], 16)), match[1])
    return unquote(text)


def _unicode(match: re.Match[str]) -> str:
    return "".join(_letter(int(code, 16)) for code in match[0].lower().split("\\u")[1:])


def _hex(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("\\x", "").replace("\\X", "")).decode("utf-8", "replace")


def _base64(match: re.Match[str]) -> str:
    try:
        return unquote(base64.b64decode(match[1] + "=" * (-len(match[1]) % 4)).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return ""


def _letter(code: int) -> str:
    return "" if 0xD800 <= code < 0xE000 else chr(code)


_WAYS = (
    ("fromCharCode", _CHAR_CODES, _char_codes),
    ("\\u", _UNICODE, _unicode),
    ("nescape(", _ESCAPED, _escaped),
    ("&#", _ENTITIES, lambda match: html.unescape(match[0])),
    ("codeURI", _ESCAPED, _escaped),
    ("\\x", _HEX, _hex),
    ("atob(", _BASE64, _base64),
)
