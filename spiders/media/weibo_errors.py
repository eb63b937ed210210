"""What Weibo says instead of posts: documented error codes, login walls, and posts that are gone."""

from __future__ import annotations

import re
from typing import Any

from inspection.media import Gone
from inspection.sources import Refusal

# open.weibo.com/wiki/Error_code, and the same numbers as `errno` of m.weibo.cn. Whatever is not here: platform-error.
_REASONS = {
    "platform-busy": (10001, 10002, 10003, 10009, 10010, 10011, 10025, 21331, 100001),
    "ip-not-allowed": (10004,),
    "not-verified": (10005, 10014, 10015, 21321, 21326, 21330, 21337),
    "rate-limited": (10022, 10023, 10024, 20016, 21303, 100005),
    "account-not-found": (10013, 20003),
    "captcha": (20031,),
    "cookie-wall": (20033,),
    # 21314 used, 21315 expired, 21319 withdrawn by the account, 21327 expired: the account must authorise again.
    "credential-expired": (21314, 21315, 21319, 21327),
    # 10006 no token was recognised, 21335 the token is another account's.
    "credential-refused": (10006, *range(21301, 21303), *range(21304, 21314), 21316, 21317, 21324, 21325, 21332, 21335),
}
_BY_CODE = {code: reason for reason, codes in _REASONS.items() for code in codes}
_BY_STATUS = {401: "credential-refused", 403: "forbidden", 414: "cookie-wall", 418: "cookie-wall", 432: "cookie-wall"}
_GONE = {20101: Gone.MISSING, 20112: Gone.UNAVAILABLE, 20130: Gone.UNAVAILABLE}
_LONGEST_CODE = 18  # digits
_NOT_OK = frozenset({"0", "-100", "False"})
_NOTHING = frozenset({100010, 100011})  # m.weibo.cn: there is no content, no data
_EMPTY = re.compile(r"还?没有(?:更多)?(?:内容|数据|微博)|暂无(?:内容|数据|微博|更多)|没有发(?:过|布)")
_SAID = (
    ("rate-limited", re.compile(r"频繁|频次|歇歇|too (?:many|fast)|rate limit", re.I)),
    ("captcha", re.compile(r"验证码|人机|安全验证|身份验证|captcha", re.I)),
    ("account-not-found", re.compile(r"用户不存在|账号不存在|该(?:用户|帐号|账号).{0,6}(?:注销|封禁|异常)")),
    ("cookie-wall", re.compile(r"登[录陆]|访客|cookie|passport|\blogin\b|visitor", re.I)),
    ("platform-busy", re.compile(r"走丢|系统繁忙|稍后再试|服务器|timeout", re.I)),
    ("forbidden", re.compile(r"forbidden|访问(?:受限|被拒)|拒绝访问", re.I)),
)
_DELETED = re.compile(r"作者删除|(?:已被|已经)删除|被发布者删除")
_VIOLATION = re.compile(r"举报|违反|违规|法律法规")
_NOT_SHOWN = re.compile(
    r"微博不存在|暂无查看权限|没有.{0,6}查看权限|不可见|由于博主设置|内容不存在|target weibo does not exist", re.I
)
_WALL_PAGE = re.compile(
    r"Sina Visitor System|passport\.(?:weibo|sina)\.\w+/(?:visitor|signin|sso/(?:log|sign)in)"
    r"|新浪访客系统|登录\s*-\s*(?:新浪)?微博|loginWrapper|id=[\"']loginAction|请先登录|微博通行证",
    re.I,
)
_CAPTCHA_PAGE = re.compile(r"security\.weibo|geetest|captcha|验证码|安全验证|环境异常|身份验证", re.I)


def api_code(data: Any) -> int | None:
    """The code of an error answer: `error_code` of the open interface, `errno` of m.weibo.cn; None for others."""
    if not isinstance(data, dict):
        return None
    for name in ("error_code", "errno"):
        value = str(data.get(name, "")).strip()[:_LONGEST_CODE]
        if value.isdecimal() and int(value):
            return int(value)
    return None


def refusal_in(data: dict[str, Any]) -> Refusal | None:
    """Why this JSON answer holds nothing; None where it is no error answer, or says that there truly is nothing."""
    code, said = api_code(data), _said(data)
    if code is None and "error" not in data and str(data.get("ok", 1)) not in _NOT_OK:
        return None
    if code in _NOTHING or (code is None and _EMPTY.search(said)):
        return None
    detail = " ".join(part for part in (str(code) if code else "", said) if part)[:200]
    if code == 21335:
        detail = f"{detail}（令牌不是这个账号授权的）"
    if code in _BY_CODE:
        return Refusal(_BY_CODE[code], detail)
    if str(data.get("ok")) == "-100" or "passport" in str(data.get("url", "")):
        return Refusal("cookie-wall", detail or "要求登录")
    for reason, words in _SAID:
        if words.search(said):
            return Refusal(reason, detail)
    return Refusal("platform-error", detail or f"ok={data.get('ok')}"[:40])


def says_nothing(said: str) -> bool:
    """Whether these words say that there is nothing here."""
    return _EMPTY.search(said) is not None


def gone_in(data: dict[str, Any]) -> str | None:
    """What a post's error answer means for the post: a value of Gone; None where the answer is of another kind."""
    code = api_code(data)
    said = _said(data)
    if code is not None and code not in _GONE:
        return None
    return gone_by_words(said) or (_GONE[code] if code is not None else None)


def gone_by_words(said: str) -> str | None:
    """The same from the words that stand in a post's place."""
    if _VIOLATION.search(said):
        return Gone.VIOLATION
    if _DELETED.search(said):
        return Gone.DELETED
    return Gone.MISSING if _NOT_SHOWN.search(said) else None


def refusal_of_page(html: str) -> Refusal | None:
    """A page where JSON or posts should be: the login or visitor wall, or a captcha; None for any other page."""
    head = html[:200_000]
    if _WALL_PAGE.search(head):
        return Refusal("cookie-wall", "返回的是登录或访客页面")
    return Refusal("captcha", "返回的是验证页面") if _CAPTCHA_PAGE.search(head) else None


def refusal_of_status(status: int) -> Refusal | None:
    """What an HTTP status says where the body is no JSON; None where only the body can tell."""
    if 300 <= status < 400:
        return Refusal("cookie-wall", f"HTTP {status}，转向登录或访客页面")
    if status in _BY_STATUS:
        return Refusal(_BY_STATUS[status], f"HTTP {status}")
    if status == 429:
        return Refusal("rate-limited", "HTTP 429")
    return Refusal("platform-busy", f"HTTP {status}") if status >= 500 else None


def _said(data: dict[str, Any]) -> str:
    words = [data.get(name) for name in ("msg", "error", "message", "errmsg")]
    return next((word.strip() for word in words if isinstance(word, str) and word.strip()), "")
