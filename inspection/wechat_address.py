"""Addresses of WeChat articles: one name for one article, however a link to it was copied."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

HOST = "mp.weixin.qq.com"
_SHORT = re.compile(r"/s/([\w-]{6,128})/?", re.A)
_LONG = frozenset({"/s", "/s/", "/mp/appmsg/show"})
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u00([0-9a-fA-F]{2})")
_BIZ = re.compile(r"[\w+/=-]+", re.A)
_SN = re.compile(r"[0-9a-zA-Z]{1,64}", re.A)
_NUMBER = re.compile(r"\d{1,20}", re.A)
_LONGEST = 8192  # characters


def wechat_address(url: str) -> str | None:
    """The article's permanent address, without what says only by which way it was reached.

    `/s/<id>` stays; of `/s?…` the four parameters that name the article are kept: __biz, mid, idx, sn. A link that
    expires (see `is_temporary`) has no permanent form: it is left as it is, but for its escapes and fragment. None
    where this is no address of an article of an official account.
    """
    plain = _plain(url)
    path, query = _parts(plain)
    if path is None:
        return None
    if short := _SHORT.fullmatch(path):
        return f"https://{HOST}/s/{short[1]}"
    if path not in _LONG:
        return None
    if (ids := _ids(query)) is not None:
        biz, mid, idx, sn = ids
        named = f"https://{HOST}/s?__biz={biz}&mid={mid}&idx={idx}"
        return f"{named}&sn={sn}" if sn else named
    return "https:" + plain.partition(":")[2] if _temporary(query) else None


def wechat_ids(url: str) -> tuple[str, str, str, str] | None:
    """(__biz, mid, idx, sn) of an address that names them; sn may be empty. None for `/s/<id>` and for others."""
    path, query = _parts(_plain(url))
    return _ids(query) if path in _LONG else None


def wechat_number(url: str) -> str | None:
    """`mid_idx`, by which an account knows its article; None where the address does not tell it."""
    ids = wechat_ids(url)
    return f"{ids[1]}_{ids[2]}" if ids is not None else None


def is_temporary(url: str) -> bool:
    """Whether the link stops working after some hours: signed ones, as search engines give them, and previews."""
    path, query = _parts(_plain(url))
    return path in _LONG and _ids(query) is None and _temporary(query)


def _plain(url: str) -> str:
    """Without the escapes of scripts and of markup (twice over, as the platform writes them), and the fragment."""
    text = url.strip()[:_LONGEST].replace("\\/", "/")
    text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    for _ in range(3):
        if "&amp;" not in text and "&#" not in text:
            break
        text = html.unescape(text)
    if text.startswith("//"):
        text = f"https:{text}"
    elif text[: len(HOST) + 1].lower() == f"{HOST}/":
        text = f"https://{text}"
    return text.partition("#")[0]


def _parts(plain: str) -> tuple[str | None, dict[str, str]]:
    """The path, None where it is another host's, and the parameters, the first of each name."""
    try:
        split = urlsplit(plain)
        host = (split.hostname or "").rstrip(".")
    except ValueError:
        return None, {}
    if split.scheme.lower() not in {"http", "https"} or host != HOST:
        return None, {}
    given: dict[str, str] = {}
    # A plus sign is of the value here (base64 in __biz), not a blank.
    for name, value in parse_qsl(split.query.replace("+", "%2B"), keep_blank_values=True):
        given.setdefault(name.strip().lower(), value.strip())
    return split.path, given


def _ids(given: dict[str, str]) -> tuple[str, str, str, str] | None:
    biz = given.get("__biz", "")
    mid = given.get("mid") or given.get("appmsgid", "")
    idx = given.get("idx") or given.get("itemidx") or "1"
    sn = given.get("sn") or given.get("sign", "")
    if not (_BIZ.fullmatch(biz) and _NUMBER.fullmatch(mid) and _NUMBER.fullmatch(idx)):
        return None
    return biz, mid, idx, sn if _SN.fullmatch(sn) else ""


def _temporary(given: dict[str, str]) -> bool:
    signed = "signature" in given and ("timestamp" in given or "src" in given)  # by a search engine
    return signed or bool(given.get("tempkey"))  # a preview that its author sent round
