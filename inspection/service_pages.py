"""What a service's page on the platform turned out to be, by what a browser showed of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspection.addresses import host_of
from inspection.domains import is_within
from inspection.service_names import core_of, parts_of_title


class State(StrEnum):
    """What opened."""

    ITEM = "item"
    NEEDS_LOGIN = "needs-login"  # a right answer: the platform asks who comes
    ERROR_PAGE = "error-page"  # it says that something broke
    NOT_FOUND = "item-not-found"  # it says that there is no such item
    BLANK = "blank"  # nothing is shown
    HOME = "led-to-home"  # a home page or a search in the item's place
    UNAVAILABLE = "maintenance"  # a notice of planned works: says nothing of the link
    BLOCKED = "blocked-by-firewall"
    LOADING = "still-loading"
    UNCLEAR = "unclear"  # a page that is none of these, as far as can be told


BROKEN = frozenset({State.ERROR_PAGE, State.NOT_FOUND, State.BLANK, State.HOME, State.LOADING})
SHOWN = frozenset({State.ITEM, State.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Seen:
    """What people see of the page."""

    url: str  # where it ended, with its fragment
    title: str = ""
    headings: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()  # what stands beside 事项名称
    lines: tuple[str, ...] = ()  # of text, from the top
    said: tuple[str, ...] = ()  # dialogs and toasts
    password: bool = False  # a field for one is seen
    controls: int = 0
    images: int = 0
    loading: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The state, the words that show it, and the item's names."""

    state: State
    said: str = ""
    names: tuple[str, ...] = ()
    sure: bool = False


_THING = r"(?:服务)?(?:事项|办件|指南|服务|项目|业务|清单|办理项|情形)"
_GONE = (
    r"(?:不存在|不见了|找不到|未找到|没有找到|未查询到|查询不到|查无|无法(?:找到|查看|办理)|(?:已|被|已经|已被)?(?:下架|下线|取消|停用|停办|删除|撤销|失效|废止|暂停)"
    r"|未(?:发布|上架|启用|开通)|暂未(?:开通|上线))"
)
_LOST = re.compile(
    rf"{_THING}(?:信息|编码|数据|详情)?.{{0,6}}{_GONE}|(?:未找到|找不到|没有找到|未查询到|查询不到|查无|不存在|没有|暂无).{{0,6}}(?:该|此|相关|对应"
    rf"|您?要?(?:访问|查看)的)?{_THING}"
    r"|(?:页面|网页|资源|地址|内容|信息|数据|链接).{0,8}(?:不存在|不见了|走丢|迷路|找不到|未找到|已?失效|已?过期|已?(?:被)?(?:删除|移除|下架|下线))"
    r"|(?:找不到|未找到|无法找到|没有找到).{0,10}(?:页面|网页|内容|资源)|^(?:error\s*)?404\b|\b404 not found|not found"
    r"|no such (?:item|page)|does not exist"
    r"|^(?:暂无|没有|无)(?:数据|内容|信息)$",
    re.I,
)
_ERROR = re.compile(
    r"(?:系统|服务器?|网络|接口|程序|请求|数据|网站|后台|页面|内部|连接|平台|参数|加载)(?:内部|连接|请求|处理|加载|发生|出现|访问|暂时|暂)*(?:了)?(?:异常|错误"
    r"|繁忙|出错|故障|失败|超时|不可用|无响应|开小差|崩溃|有误)"
    r"|(?:出错|开小差)(?:了|啦)|出现(?:了)?(?:异常|错误|问题)|发生(?:了)?(?:未知)?(?:异常|错误)|加载失败|请求失败|非法(?:请求|参数|访问)|未知(?:错误"
    r"|异常)|无法(?:连接|访问|加载|显示)(?:此|该|到)?(?:网站|服务器|页面|网页|服务)?"
    r"|internal server error|bad gateway|gateway time-?out|service (?:temporarily )?unavailable"
    r"|whitelabel error|exception|bad request|request failed|network error|^5\d\d\b|http(?: status)? (?:4"
    r"|5)\d\d",
    re.I,
)
_WORKS = re.compile(
    r"(?:系统|平台|网站|服务|设备|机房)?(?:正在|将|例行|计划|停机|升级|全面|临时)+(?:进行|于|在)?[^。；]{0,30}?(?:维护|升级|检修|割接|迁移)|(?:系统|平台"
    r"|网站|停机|例行)(?:维护|升级|检修)(?:中|公告|通知|期间)?|暂停(?:对外)?服务"
)
_LOGIN = re.compile(
    r"(?:统一)?身份认证|(?:请|需要?|须|您?尚?未|请先)登[录陆]|扫码登[录陆]|登[录陆](?:方式|平台|系统|页面?|超时|已?失效|中心)|(?:账号|账户|密码|短信|验证码"
    r"|个人|法人|用户|微信|支付宝)登[录陆]"
    r"|欢迎登[录陆]|用户登[录陆]|忘记密码|刷脸登录|^登[录陆]$|会话(?:已)?(?:超时|过期)|sign ?in|log ?in",
    re.I,
)
_BACK = re.compile(
    r"[?&#](?:service|redirect(?:_?ur[il])?|return(?:_?(?:url|to))?|goto|target|callback|back_?url"
    r"|from_?url|toUrl|gourl)=",
    re.I,
)
_LOGIN_PATH = re.compile(
    r"/(?:login|sso|cas|uaa|oauth2?|auth(?:orize|center)?|passport|signin|idp|uc)(?=[/?.#]|$)|login", re.I
)
_FIELDS = re.compile(
    r"事项(?:名称|编码|类型|类别)|实施(?:编码|主体|机关)|(?:受理|办理|申请|审批)条件|(?:申请|办理|申报|所需)材料|办理(?:流程|时限|地点|形式|方式|进程|依据|窗口"
    r"|时间)|(?:法定|承诺)(?:办结)?(?:时限|期限)|收费(?:标准|情况|依据)|设定依据|咨询(?:电话|方式|途径)|监督投诉|(?:立即|在线|网上|我要)(?:办理|申请|办)"
    r"|办件类型|行使层级|服务对象|到现场次数|办理结果|结果(?:名称|样本)|基本信息"
)
_GENERIC = re.compile(
    r"^(?:(?:上海|全国|[\u4e00-\u9fff]{2,8}(?:省|市|区|县))?[“\"]?(?:一网通办|政务服务(?:网|平台|大厅)?|网上(?:办事|政务)大厅|办事(?:指南"
    r"|大厅|服务|详情)|事项(?:详情|信息|办理|名称|介绍)|服务指南|首页|详情|基本信息|办理(?:指南|流程|条件|材料|信息)|在线办理|个人服务|法人服务|温馨提示|提示|登录|常见问题"
    r"|申请材料|受理条件|网站地图|相关(?:链接|政策)|门户(?:网站)?|总门户|欢迎.*|.*(?:门户网站|人民政府|政务服务网|一网通办.{0,6}))[”\"]?)$"
)
_HOME_PATH = re.compile(r"^/?(?:[\w-]+/)?(?:index|default|home|main|portal|shouye|sy)?(?:\.\w+)?/?$", re.I)
_MOST_LINES, _NOTICE = 400, 60  # lines looked at; characters of one that is a notice
_SHORT = 300  # characters of a page that says nothing but its notice


def judge(seen: Seen, asked: str, status: int | None, login: Collection[str]) -> Judged:
    """What the page is. `asked`: the link; `login`: hosts of the unified login; `status`: of the document."""
    names, sure = names_of(seen)
    fields = len({match for line in seen.lines[:_MOST_LINES] if len(line) < 80 for match in _FIELDS.findall(line)})
    is_item = bool(seen.stated) or fields >= 3
    notices = [
        line
        for line in (*seen.said, *seen.headings, *parts_of_title(seen.title), *seen.lines[:_MOST_LINES])
        if len(line) <= _NOTICE
    ]
    length = sum(map(len, seen.lines))
    if not is_item or (status or 200) >= 400:
        if (found := _by_status(status, notices)) is not None:
            return found
        if (found := _by_words(seen, notices, login, short=length <= _SHORT)) is not None:
            return found
        if is_home(seen.url) and not is_home(asked):
            return Judged(State.HOME, parts_of_title(seen.title)[0] if seen.title.strip() else "")
        if seen.loading:
            return Judged(State.LOADING)
        if length < 12 and not seen.images and not seen.controls:
            return Judged(State.BLANK)
    if is_item or sure:
        return Judged(State.ITEM, "", names, sure and is_item)
    return Judged(State.UNCLEAR, "", names, False)


def _by_status(status: int | None, notices: Sequence[str]) -> Judged | None:
    if status is None or status < 400:
        return None
    if status == 401:
        return Judged(State.NEEDS_LOGIN, "401")
    works = next((line for line in notices if _WORKS.search(line)), None)
    if works:
        return Judged(State.UNAVAILABLE, works)
    if status in (403, 405, 412, 418, 429, 444, 503, 521):
        return Judged(State.BLOCKED, str(status))
    said = next((line for line in notices if _LOST.search(line) or _ERROR.search(line)), "")
    return Judged(State.NOT_FOUND if status in (404, 410) else State.ERROR_PAGE, said or str(status))


def _by_words(seen: Seen, notices: Sequence[str], login: Collection[str], *, short: bool) -> Judged | None:
    """By what the page says of itself. A page with much of its own is judged by its headings and its short lines."""
    heads = {*seen.said, *seen.headings, *parts_of_title(seen.title)}
    at_login = is_within(host_of(seen.url.partition("#")[0]), login)
    works = next((line for line in notices if _WORKS.search(line) and (short or line in heads)), None)
    lost = next((line for line in notices if _LOST.search(line) and _is_whole(line, _LOST)), None)
    error = next((line for line in notices if _ERROR.search(line) and _is_whole(line, _ERROR)), None)
    if seen.password and not (error and short):
        return Judged(State.NEEDS_LOGIN, next((line for line in notices if _LOGIN.search(line)), ""))
    if works:
        return Judged(State.UNAVAILABLE, works)
    if lost:
        return Judged(State.NOT_FOUND, lost)
    if error:
        return Judged(State.ERROR_PAGE, error)
    asks = next((line for line in notices if _LOGIN.search(line) and (short or line in heads)), None)
    led = _LOGIN_PATH.search(seen.url) is not None or _BACK.search(seen.url) is not None
    if at_login and (asks or seen.controls or seen.images):
        return Judged(State.NEEDS_LOGIN, asks or "")
    if asks and (led or short):
        return Judged(State.NEEDS_LOGIN, asks)
    return None


def _is_whole(line: str, words: re.Pattern[str]) -> bool:
    """Whether the line says little else: 系统异常处理办法 or 如页面无法显示，请致电 is no notice."""
    match = words.search(line)
    return (
        match is not None
        and not re.search(r"办法|通知|规定|预案|如果?遇|若|如有|怎么|如何|为什么|[?？]|纠错|反馈|常见", line)
        and len(line) <= max(24, 3 * len(match[0]))
    )


def names_of(seen: Seen) -> tuple[tuple[str, ...], bool]:
    """What the page calls its item, surest first; whether the first is surely one."""
    found: dict[str, str] = {}
    for name in (*seen.stated, *seen.headings, *parts_of_title(seen.title)):
        text = " ".join(name.split())[:80]
        if len(core_of(text)) >= 2 and not _GENERIC.match(text) and re.search(r"[\u4e00-\u9fff]{2}", text):
            found.setdefault(core_of(text), text)
    sure = bool(found) and (bool(seen.stated) or bool(seen.headings))
    return tuple(found.values())[:6], sure


def is_home(url: str) -> bool:
    """Whether an address is a platform's home page by its form, a script's route and the query included."""
    base, _, fragment = url.partition("#")
    path, _, query = base.partition("?")
    rest = path.partition("://")[2].partition("/")[2]
    route = fragment.lstrip("!").partition("?")[0].strip("/").lower()
    if route and (fragment.startswith(("/", "!"))):
        return route in {"home", "index", "main", "portal", "shouye", "indexpage"}
    item = re.search(r"(?:^|&)[\w.]*(?:id|code|no|guid|key|bm|item|sx\w*|task\w*|service)=[^&]{2,}", query, re.I)
    return item is None and _HOME_PATH.match(f"/{rest}") is not None and not re.search(r"\d{3}", rest)
