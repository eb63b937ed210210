"""Recognise the page that a firewall puts in a page's place: a script challenge, a block notice, a captcha."""

from __future__ import annotations

import re
from collections.abc import Mapping

REASON = "blocked-by-firewall"

# Statuses that only firewalls and rate limits send in answer to a plain GET of a page.
ALWAYS = frozenset({412, 418, 429, 432, 521, 567, 999})
# Statuses that a firewall may send, and others too: judged with the body.
PERHAPS = frozenset({202, 403, 405, 400, 406, 493, 503})

_MAX_BODY = 65_536
_MAX_LINKS = 5  # a page that links on is not a challenge
_MARKS = re.compile(
    r"acw_sc__v[23]|aliyun_waf|_waf_|wzws[-_]|__jsl_clearance|\$_ts\s*=|_\$[a-z]{2}\s*=|FSSBBIl1UgzbN7N|safeline"
    r"|cf-chl-|cf_chl_|challenge-platform|Just a moment\.\.\.|_Incapsula_|yunsuo|yundun|360wangzhan"
    r"|waf\.(?:tencent|qcloud)"
    r"|antidom|bot[-_ ]?challenge|TencentCaptcha|geetest|slider?captcha|data-challenge|verify_challenge",
    re.I,
)
_WORDS = re.compile(
    r"(?:访问|请求|操作|连接|IP)[^。<>]{0,12}(?:被|已|遭)[^。<>]{0,6}(?:拦截|阻断|拒绝|封禁|禁止|屏蔽|限制)"
    r"|(?:拦截|阻断)(?:提示|页面|了?您的)|(?:安全|人机|滑[动块]|身份)(?:检测|验证|校验|核验)|安全检查|(?:应用|网站|云)防火墙"
    r"|网站防护|攻击(?:行为|请求)|访问(?:过于|太|过)频繁|请求(?:过于|太|过)频繁|请(?:完成|输入)[^。<>]{0,6}验证|环境异常"
    r"|非法(?:请求|访问)|浏览器(?:安全)?(?:检查|检测|校验)|正在(?:检查|检测|验证)[^。<>]{0,8}浏览器"
    r"|access (?:denied|to this (?:page|resource) (?:has been|is) (?:blocked|denied))"
    r"|request (?:was )?(?:blocked|rejected)"
    r"|checking your browser|verify (?:that )?you are (?:a )?human|web application firewall"
    r"|enable javascript and cookies",
    re.I,
)
_SCRIPT_WORK = re.compile(
    r"document\.cookie|location\.(?:reload|href|replace)|window\.location|\beval\s*\(|atob\(|setTimeout", re.I
)
_TAGS = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)


def is_challenge(status: int, headers: Mapping[str, str], body: str) -> bool:
    """Whether this answer is a firewall's, not the site's own. `body` is decoded text (its beginning will do).

    Assumes that a challenge shows people next to nothing but a script, or says in words that it blocks; a page with
    real content that merely embeds a captcha is not one.
    """
    if status in ALWAYS:
        return True
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if status not in PERHAPS and (status != 200 or body.count("<a ") > _MAX_LINKS):
        return False
    head = body[:_MAX_BODY]
    if status in PERHAPS and (_MARKS.search(head) or _WORDS.search(head)):
        return True
    shown = visible_length(head)
    if shown > 200 or len(body) > _MAX_BODY:
        return False
    if _MARKS.search(head) and "<script" in head.lower():
        return True
    script = "<script" in head.lower() and _SCRIPT_WORK.search(head) is not None
    if status in PERHAPS:
        return script
    return status == 200 and ((script and shown < 40 and "document.cookie" in head) or _blocks_in_words(head))


def says_blocked(text: str) -> bool:
    """Whether a text that a page shows speaks of blocking or of proving oneself human."""
    return _WORDS.search(text) is not None or _MARKS.search(text) is not None


def works_by_script(code: str) -> bool:
    """Whether a page's scripts do what challenges do: set cookies, reload, run hidden code."""
    return _SCRIPT_WORK.search(code) is not None or _MARKS.search(code) is not None


def _blocks_in_words(html: str) -> bool:
    """A short page whose title or heading is a block notice."""
    heads = re.findall(r"<(?:title|h1|h2)[^>]*>(.*?)</", html, re.S | re.I)
    return any(_WORDS.search(text) and len(text) < 60 for text in heads) and "<a" not in html.lower()


def visible_length(html: str) -> int:
    """About how many characters of text a page shows."""
    return len("".join(_TAGS.sub(" ", html).split()))
