"""Why an account's source could not be read, each with the mend: said once, for checks, reports and commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """In the office's words. `credential`: a person must renew something before the source can be asked again."""

    said: str
    mend: str
    credential: bool = False


REFUSALS: dict[str, Meaning] = {
    # Something that a person must renew; until its value changes, the source is not asked.
    "credential-expired": Meaning("登录或授权已过期", "请重新登录或授权，并更新环境变量", credential=True),
    "credential-refused": Meaning("平台不认可所用的密钥、令牌或登录信息", "请核对并更新环境变量", credential=True),
    # Something that the office must set right with the platform or in the plan; asked again in the next round.
    "credential-missing": Meaning("没有设置所需的环境变量", "请在运行巡检的机器上设置该环境变量"),
    "not-verified": Meaning(
        "账号没有该接口的权限（未认证或未授权）", "请办理账号认证、开通接口权限，或改用其他读取方式"
    ),
    "ip-not-allowed": Meaning("本机 IP 不在平台的白名单中", "请在平台的后台（公众号在“开发-基本配置”）加入本机的 IP"),
    "quota-used-up": Meaning("接口当日调用次数已用完", "次日自动恢复；经常发生的，请减少巡检次数"),
    "rate-limited": Meaning("访问过于频繁，被平台限制", "稍后自动再试；经常发生的，请减少巡检次数或加大间隔"),
    "account-not-found": Meaning("平台上没有这个账号或合集", "请核对方案里的编号或地址"),
    "no-source": Meaning("方案没有写明从哪里读取", "请在方案的 accounts 中写上 source"),
    # A wall stood in the way.
    "cookie-wall": Meaning("平台要求登录或访客验证", "请改用官方接口、自建订阅或导出文件；或配置 cookie_env"),
    "captcha": Meaning("平台要求人工验证（环境异常）", "请稍后再试；经常发生的，请改用官方接口、自建订阅或导出文件"),
    "forbidden": Meaning("平台拒绝访问", "请改用官方接口、自建订阅或导出文件"),
    # An answer that is not what it should be.
    "feed-login-lost": Meaning(
        "订阅服务自己的登录已失效", "请在订阅服务（RSSHub、wewe-rss 等）里重新登录微信读书或微博账号，或更新它的 Cookie"
    ),
    "html-not-feed": Meaning("订阅地址返回的是网页，不是订阅内容", "请检查订阅服务是否正常、地址是否正确"),
    "not-a-feed": Meaning("返回的内容不是 RSS、Atom 或 JSON Feed", "请检查订阅服务是否正常、地址是否正确"),
    "not-json": Meaning("接口返回的内容不是 JSON", "请稍后再试；持续如此的，请检查接口地址"),
    "unknown-shape": Meaning("返回的内容无法识别", "平台可能改版，请联系巡检程序的维护人员"),
    "platform-error": Meaning("平台返回错误", "请按平台的错误码处理"),
    "platform-busy": Meaning("平台系统繁忙", "稍后自动再试"),
    "too-large": Meaning("返回的内容过大，没有读完", "请减少订阅条数，或拆分导出文件"),
    # The source answers, and may still be blind.
    "feed-frozen": Meaning("订阅服务很久没有刷新", "请检查订阅服务的登录是否过期、抓取任务是否停止"),
    "group-sends-not-seen": Meaning(
        "只能看到“发布”的文章，看不到“群发”的", "请为公众号开通“数据统计”接口权限，或增加一个读取方式"
    ),
    "listed-by-hand": Meaning("只读取方案里列出的文章，看不到其他文章", "请增加一个能列出全部文章的读取方式"),
    "one-album-only": Meaning("只读取了一个合集，看不到合集以外的文章", "请增加一个能列出全部文章的读取方式"),
    # Of an export file.
    "file-missing": Meaning("没有找到导出文件", "请从平台后台下载数据，放到方案写明的位置"),
    "file-unreadable": Meaning("导出文件打不开", "请重新从平台后台下载，不要改动格式"),
    "columns-unknown": Meaning("导出文件里没有认得的表头", "请使用平台后台原样导出的文件，应有标题、发布时间等列"),
    "file-old": Meaning("导出文件是以前下载的，看不到之后的文章", "请从平台后台重新下载数据"),
}


def meaning(reason: str | None) -> Meaning | None:
    """What the reason means; None for one that is told elsewhere (inspection.reasons: timeout, dns, http-500)."""
    return REFUSALS.get(reason or "")


def needs_person(reason: str | None) -> bool:
    """Whether somebody must renew a login or a token before the source can be asked again."""
    found = meaning(reason)
    return found is not None and found.credential
