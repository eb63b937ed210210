"""Addresses and numbers of Weibo posts: one post has a number (mid), a short form of it (bid), and many addresses."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_MID = re.compile(r"\d{10,20}")
_BID = re.compile(r"[0-9A-Za-z]{8,12}")
_HOSTS = (".weibo.com", ".weibo.cn", ".t.sina.com.cn")
# What stands before a post's number or short form in a path.
_BEFORE = frozenset({"status", "statuses", "detail", "comment", "repost", "attitude", "pic", "picall", "mblog"})
# Addresses that name the post in their query: /statuses/show?id=, /mblog/oripic?id=, share pages, the app's scheme.
_QUERY = ("weibo_id", "mblogid", "mblog_id", "mid")
_ID_IN_QUERY = re.compile(r"/(?:statuses/\w+|oripic|comments/\w+|detail)(?:\.json)?/?$")
_NOT_POSTS = frozenset(
    {"u", "n", "p", "s", "k", "page", "pages", "tv", "ttarticle", "login", "signup", "search", "hot", "topic", "photo"}
)
_SHARED = re.compile(r"/share/(?:\d+,)?(\d{16,20})\.html$")


def weibo_address(uid: str | int, mid_or_bid: str | int) -> str:
    """The permanent address of a post: https://weibo.com/{uid}/{bid}; without a uid, m.weibo.cn's by number."""
    post = str(mid_or_bid)
    short = bid_of(post) if _MID.fullmatch(post) else post
    if not str(uid):
        return f"https://m.weibo.cn/detail/{mid_of(post) or post}"
    return f"https://weibo.com/{uid}/{short}"


def bid_of(mid: str | int) -> str:
    """HyZVegYAP for 4383411844046171: groups of seven decimal digits from the right, each as four of base 62."""
    number = str(mid)
    if not number.isascii() or not number.isdigit():
        raise ValueError(f"not the number of a post: {number[:40]}")
    first, *rest = [number[max(0, end - 7) : end] for end in range(len(number), 0, -7)][::-1]
    return _base62(int(first)) + "".join(_base62(int(group)).rjust(4, "0") for group in rest)


def mid_of(bid: str) -> str | None:
    """4383411844046171 for HyZVegYAP; a number stays itself; None for what is neither."""
    if _MID.fullmatch(bid):
        return bid
    if not _BID.fullmatch(bid):
        return None
    groups = [bid[max(0, end - 4) : end] for end in range(len(bid), 0, -4)][::-1]
    numbers = [_decimal(group) for group in groups]
    if not numbers[0] or any(number >= 10_000_000 for number in numbers):
        return None
    return str(numbers[0]) + "".join(f"{number:07d}" for number in numbers[1:])


def weibo_id(url: str) -> str | None:
    """The number (mid) of the post that an address leads to, whichever of Weibo's addresses it is; None for others."""
    try:
        parts = urlsplit(url.strip())
        host = f".{(parts.hostname or '').lower()}"
        query = parse_qs(parts.query)
    except ValueError:
        return None
    if parts.scheme != "sinaweibo" and (parts.scheme not in {"http", "https"} or not host.endswith(_HOSTS)):
        return None
    for name in (*_QUERY, *(("id",) if _ID_IN_QUERY.search(parts.path) else ())):
        if (value := query.get(name, [""])[0]) and (mid := mid_of(value)):
            return mid
    if shared := _SHARED.search(parts.path):
        return shared[1]
    return _in_path([segment for segment in parts.path.split("/") if segment])


def _in_path(segments: list[str]) -> str | None:
    """/status/4383…, /mblog/picAll/J5ZcSnCAg, /5973737418/HyZVegYAP, /comment/J74OAhxtL."""
    for before, segment in pairwise(segments):
        if before.lower() in _BEFORE and (mid := mid_of(segment)):
            return mid
    if len(segments) != 2 or segments[0].lower() in _NOT_POSTS:
        return None
    owner, post = segments
    # Beside a name instead of a number, `photos` and `followers` look like short forms too: all posts' have nine digits
    # or more, and a capital or a figure among them.
    if not owner.isdigit() and (len(post) < 9 or post.islower()):
        return None
    return mid_of(post)


def _base62(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def _decimal(group: str) -> int:
    number = 0
    for digit in group:
        number = number * 62 + _VALUES[digit]
    return number
