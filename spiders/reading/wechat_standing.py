"""What stands in a WeChat article's place: deleted, in breach of rules, expired, moved, or a wall before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from inspection.media import Gone
from spiders.markup import bounded
from spiders.reading.page import squeeze
from spiders.reading.wechat_scripts import Scripts, without_entities

CAPTCHA, LOGIN, LIMITED, BUSY, UNKNOWN = "captcha", "cookie-wall", "rate-limited", "platform-busy", "unknown-shape"
_CAPTCHA_PATHS = ("wappoc_appmsgcaptcha", "/mp/verify", "secitptpage/verify", "/mp/readtemplate?t=pages/captcha")
# The page of the captcha may be drawn by script alone: then only these marks of its source tell.
_CAPTCHA_MARKS = ("secitptpage/verify", "mmbizwap:secitptpage", "wappoc_appmsgcaptcha", "poc_token")
_BODY = ('id="js_content"', "id='js_content'", "picture_page_info_list", "js_share_content", 'id="js_article"')
_FRAME = "#js_content, #js_article, #js_share_content, #img_list"
_LARGEST = 300_000  # characters: a notice has about 40,000, mostly script
_SAID = ".weui-msg__title, .weui_msg_title, .global_error_msg, .page_msg .title, .page_msg h4, .text_area .title"
_ABOUT = re.compile(
    "内容|文章|帐号|账号|公众号|链接|网页|页面|参数|环境|访问|操作|系统|微信|content|account|link|page|param", re.I
)
_LONGEST = 120  # characters of a line that says what has become of an article

# The order counts: 该内容已被发布者删除 before whatever else says 无法查看.
_WALLS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile("环境异常|完成验证|人机验证|安全验证|verify you|environment is abnormal|abnormal environment", re.I),
        CAPTCHA,
    ),
    (re.compile("(?:访问|操作)(?:过于)?频繁|too (?:frequent|many requests)", re.I), LIMITED),
    (
        re.compile(
            "请在微信(?:客户端|中|内)?.{0,3}打开|open (?:it |the link )?(?:in|on|with) (?:the )?we(?:chat|ixin)", re.I
        ),
        LOGIN,
    ),
    (re.compile("系统(?:出错|繁忙|错误)|网络(?:出错|异常)|稍后(?:再|重)试|system (?:error|busy)", re.I), BUSY),
)
_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("已被?(?:发布者|作者)?(?:自行)?删除|deleted by|has been (?:deleted|removed)", re.I), Gone.DELETED),
    (
        re.compile(
            "违规|违反|侵权|投诉|已?被?(?:屏蔽|封禁|封号|停用)|停止访问|不实信息|诈骗|敏感"
            "|violat|infring|has been (?:reported|blocked|banned|suspended)|complain",
            re.I,
        ),
        Gone.VIOLATION,
    ),
    (re.compile("链接.{0,4}(?:已?过期|已?失效)|link .{0,12}expired|expired link", re.I), Gone.EXPIRED),
    (
        re.compile(
            "参数(?:错误|有误)|不存在|找不到|未找到|(?:parameter|param)s? error|invalid param|not exist|not found", re.I
        ),
        Gone.MISSING,
    ),
    (
        re.compile(
            "(?:无法|不能|暂不能|暂时无法|不可|暂停)(?:被)?(?:查看|访问|浏览|阅读|见)|注销|迁移|回收|冻结|隐私设置|需要权限|仅.{0,6}可见"
            "|(?:can ?not|can't|unable to) .{0,12}(?:view|access|open|read)|unavailable|not available"
            "|moved|migrat|cancel",
            re.I,
        ),
        Gone.UNAVAILABLE,
    ),
)
_MOVED = re.compile("(?:公众号|帐号|账号).{0,6}迁移|account .{0,20}(?:moved|migrat)", re.I)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the platform shows in an article's place."""

    said: str  # its own words
    gone: str | None = None  # a value of inspection.media.Gone; None: the article may be there
    refusal: str | None = None  # a key of inspection.refusals: the page was kept back, nothing can be said
    moved_to: str | None = None  # the article's new address, where the account was moved


def standing_of(html: str) -> Standing | None:
    """What the page says in an article's place; None for an article (or for what is no page of the platform)."""
    named = any(mark in html for mark in _BODY)
    if named and len(html) > _LARGEST:
        return None
    tree = LexborHTMLParser(bounded(html))
    if named and tree.css_first(_FRAME) is not None:  # else a script speaks of it
        return None
    scripts = Scripts(html)
    moved_to = scripts.variable("transferTargetLink", "transfer_target_link")
    marked = _marked(tree)
    if not marked and not moved_to and _titled(tree, scripts):
        return None
    for line in (*marked, *(line for line in _lines(tree) if _ABOUT.search(line))):
        if (found := standing_for(line, without_entities(moved_to))) is not None:
            return found
    if any(mark in html for mark in _CAPTCHA_MARKS):
        return Standing("环境异常", refusal=CAPTCHA)
    return Standing(marked[0], refusal=UNKNOWN) if marked else None


def standing_for(said: str, moved_to: str = "") -> Standing | None:
    """What the platform's words mean; None where they say nothing of the kind."""
    said = said.strip(" .。!！,，")
    if not said or len(said) > _LONGEST:
        return None
    for form, refusal in _WALLS:
        if form.search(said):
            return Standing(said, refusal=refusal)
    if moved_to and _MOVED.search(said):
        return Standing(said, moved_to=moved_to)
    return next((Standing(said, gone=gone) for form, gone in _STATES if form.search(said)), None)


def is_captcha_address(url: str) -> bool:
    """Whether a redirect leads to the platform's captcha instead of the article."""
    return any(path in url for path in _CAPTCHA_PATHS)


def _titled(tree: LexborHTMLParser, scripts: Scripts) -> bool:
    """Whether the page states an article's title: then it is one, whatever else it shows."""
    for node in tree.css("meta[property='og:title'], meta[property='twitter:title']"):
        if (node.attributes.get("content") or "").strip():
            return True
    named = tree.css_first("#activity-name")
    return bool(scripts.variable("msg_title").strip()) or (named is not None and bool(squeeze(named.text())))


def _marked(tree: LexborHTMLParser) -> list[str]:
    """Texts of the elements in which the platform says such things."""
    return [text for node in tree.css(_SAID) if (text := squeeze(node.text()))]


def _lines(tree: LexborHTMLParser) -> list[str]:
    """What a short page shows, line by line; a longer one is no notice. Changes the tree: asked last."""
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    for node in tree.css("[style*='display:none'], [style*='display: none'], [hidden]"):
        node.decompose()
    text = tree.body.text(separator="\n") if tree.body is not None else ""
    lines = [line for raw in text.splitlines() if (line := squeeze(raw))]
    return lines if sum(map(len, lines)) <= 600 else []
