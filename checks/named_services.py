"""Which services (办事事项) a policy names that people apply for online: by the plan's names, else by its wording.

Assumes that a policy which names a service tells its readers, in one sentence, to apply on a platform; that what tells
offices to build or to report, and what counts past cases, names none. Gives up on drafts, forwarded papers, plans and
reports: what they mention has its own policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks.names import fold
from checks.service_titles import is_wide, subject_of
from inspection.service_names import core_of

# Names of the provinces' and cities' own platforms that end in neither of the forms below.
_OWN = (
    r"秦务员|我的宁夏|贵人服务|i深圳|i厦门|多彩宝|三晋通|智桂通|佛山通|湘易办|海易办|新服办|蒙速办|吉事办|龙易办|津心办|冀时办|甘快办"
    r"|天府通办|穗好办"
)
# Ways of working, which are written in quotes like platforms.
_MODES = (
    r"(?:跨[省市区域境]|全[程市省国区]|异地|省内|网上?|掌上|指尖|线上|在线|马上|就近|上门|一[次窗证码]|多证|智能|自助|免证|集中|容缺|联合|并联|并行|预约|承诺|延时"
    r"|随时|不见面|零跑腿?|高效|主题|秒|快|好|易|即|帮|代|督|协|经|主|承|通|可|难|少|简)通?办[\"”]"
)
_PLATFORM = re.compile(
    r"一网通办|一网办|随申办|随办|政务服务(?:网|平台|门户|大厅|旗舰店|app|小程序)|[\u4e00-\u9fff]{0,2}(?:里办|事通|省事)(?:app|平台|小程序|[\"”])"
    rf"|{_OWN}|爱山东|粤商通|闽政通|渝快办|皖事通|苏服办|赣服通|豫事办|鄂汇办|京通|网上(?:办事|政务|服务|行政审批)+(?:大厅|平台)|网上大厅"
    r"|一体化(?:在线)?(?:政务)?服务平台|办事服务平台|(?:在线|网上|线上)(?:办理|申请|申报|申领|填报)(?:系统|平台|入口|网址|地址)"
    rf"|(?:登[录陆]|打开|进入|使用|下载|通过|在)[\u4e00-\u9fff]{{0,4}}[\"“](?!{_MODES})[\u4e00-\u9fff\w]{{1,5}}(?:办|通)[\"”]"
)
_ACT = r"申请|申报|申领|申办|办理|领取|预约|提出|填报|提交|选择|搜索|输入|点击"
_ACTS = re.compile(_ACT)
_ONLINE = re.compile(r"(?:网上|线上|在线|全程网)(?:办理|申请|申报|申领|受理|提交)")
_DONE_THERE = re.compile(
    r"(?:申请|申报|申领|申办|办理|办结|预约|提交|完成|受理|填报|报名|缴费)|(?:在线|网上|线上)办|路径|入口|开通|上线"
)
_APPLICANT = re.compile(
    r"(?:申[请报领办]|参[保训]|持证|委托|代理|监护|本)人|[\u4e00-\u9fff](?:人|者|主|户|属)(?:或|及|和|均|都|也|还)?(?:可|应|须|在|通过|凭|登[录陆]|关注|使用|打开)|[者员](?!会)|家[长属]|子女|对象|主体|职工|学生|毕业生|老[年]?人|残疾人|法人|农户|商户|个体"
    r"|符合[^,，。；]{0,8}条件|居民|市民|群众|企业|单位|个人|机构|家庭|的[,，]?可"
    r"|登[录陆]|进入|搜索|选择|请[^,，。；]{0,8}(?:在|通过|到|使用)|(?:如|确|有)需|(?:申[请报领办]|办理|线上|网上|咨询|查询|业务)(?:渠道|方式|入口|网址|途径|流程|通道|路径|办理)|可以?(?:在|通过|到|登[录陆])|线上"
)
# Who is told to build, or what was done: no invitation to apply.
_PASSING = re.compile(
    r"(?:推进|推动|优化|深化|完善|加强|加快|提升|强化|探索|实现|拓展|健全|打造|依托)(?:[^,，。；]{0,12})(?:改革|建设|流程|服务|功能|融合|水平|能力|一件事|平台|线上)"
    r"|(?:各区|各部门|各单位|各街镇|各街道|各地|各级)[^,，。；]{0,12}(?:要|应当?|须|将|负责|组织)|纳入[^,，。；]{0,10}(?:一网通办|政务服务|平台)"
    r"|(?:去年|上半年|下半年|截至|截止目前|累计|已有|共办理|同比|全年|余件|万件|人次|好评率|满意度|满意率)|要加快|免申即享"
    r"|(?:公布|公开|公示|发布)[^,，。；]{0,16}(?:清单|目录|结果|名单|信息)|会议|汇报|调研|(?:不再|取消|停止)(?:通过|办理|受理|实施)"
)
# An office that works on the platform itself: it takes in, enters, checks.
_OFFICE = re.compile(
    r"(?:部门|工作人员|人民政府|办事处|居委会|(?:政务服务|受理|经办|审批|登记|主管)(?:机构|机关)|[\u4e00-\u9fff]局)"
    r"(?:应当?|要|须|负责|依托|可以?|将|在|通过|统一|及时)"
)
# What an office does there with what people sent in.
_WORKED = re.compile(
    r"由[^,，。；]{0,10}(?:机关|部门|机构|窗口)[^,，。；]{0,4}通过|(?:申请|当事)人(?:无需|不再?需?)(?:要)?(?:重复)?提[供交][,，。；]?$|不得要求"
    r"|(?:[\"”]|平台|app|[网端办通]|门户|小程序|大厅)(?:系统|后台|上|中|里|及时|统一|自动|直接|将|再)*"
    r"(?:接收|转来|转送|转交|推送|流转|录入|归集|下发|派发|分派|调取|汇总|统计|审核|审批|作出|核对|核验|比对|公布|下线|建立)"
    r"|(?:经办|工作|审核|窗口|受理|帮办)人员[^,，。；]{0,8}(?:登[录陆]|进入|通过|在)|(?:骗取|冒领|虚假|不再实施)|(?:指导|引导|帮助|督促)[^,，。；]{0,10}(?:用好|使用)"
    r"|(?:制定|编制|修订|印发)[^,，。；]{0,24}(?:规范|指南|清单|标准|流程)"
)
_PUBLISHED = re.compile(r"(?:在|通过)[^,，。；]{0,14}(?:平台|网|办[\"”]?)(?:上)?(?:公布|公示|公开|发布)")
_NO_POLICY = re.compile(
    r"转发|工作要点|工作计划|行动(?:计划|方案)|规划|纲要|报告|总结|汇报|会议|通报|表彰|表扬|专项检查|督查|考核|培训|批复|任免|任职|免职|征求意见"
    r"|意见稿|废止|失效|清理|公示|名单|解读|预算|决算|改革|数字政府|法治政府|一网通办|实施意见$|讲话|贯彻落实|责任分工"
)
_THING = (
    r"许可证?|登记证?|登记|评估|报名|保险金|养老金|备案|审批|核准|认定|确认|核定|鉴定|补贴|补助金?|救助金?|资助|津贴|奖励|奖补|扶持资金|专项资金|资金|待遇|生活费|资格|资质"
    r"|证书|执照|贷款|贴息|减免|延期|变更|注销|迁移|落户|公租房|租赁住房|积分|返还|年检|年审|报销|签注|证明|检定|注册|审查|验收|预约|居住证|身份证|社保卡|护照|保障|提取|证(?![明件据])"
)
_NAME = rf"[\u4e00-\u9fffA-Za-z0-9()、·]{{0,26}}?(?:{_THING})(?:{_THING}|登记|事项|手续|业务)*"
_STATED = re.compile(r"(?:事项|服务)名称[:：]\s*[\"“《]?([\u4e00-\u9fffA-Za-z0-9()、·—-]{3,40})")
_QUOTED = re.compile(
    r"[\"“《]([\u4e00-\u9fffA-Za-z0-9()、·—-]{3,40}?)[\"”》](?:的|等)?(?:服务|政务服务|办事|办理)?(事项|一件事)?"
)
_OBJECT = re.compile(
    rf"(?:申请|申报|申领|申办|办理|领取|预约|提出|享受)(?:办理|享受|领取)?(?:本市|本区|上述|相关)?({_NAME})"
    rf"(?=的|[,，。；:：、(]|申请|$|\n|者|人|或|并|业务|手续)"
)
_SUBJECT = re.compile(rf"(?:^|[。；\n:：）)])((?:{_NAME}))(?:的申请|申请|的办理|实行(?:全程)?网|通过|可以?(?:通过|在))")
_TITLED = re.compile(
    r"(?:管理|实施|操作|申领|申请|申报|发放|经办|服务|办理|使用)*(?:暂行|试行)?(?:办法|细则|规定|指南|规程|规则|流程|须知|指引)|标准|政策|工作"
)
_CHOSEN = re.compile(
    r"(?:搜索|查找|查询|检索|找到|选择|点击|点选|进入|办理|申请|申报|申领|事项(?:名称)?[为是:：]?)\s*[\"“《]([\u4e00-\u9fffA-Za-z0-9()、·—-]{3,40}?)[\"”》]"
)
# What a platform calls its own parts.
_PARTS = re.compile(
    r"栏目?$|专区|频道|[板模]块|首页|大厅|页面|按钮|(?:部门|个人|法人|主题|特色|热门|更多|企业|办事|公共|便民)服务|^我[要的]|个人中心|办事$|下一步"
)
_BUTTON = re.compile(r"^(?:立即|马上|在线|网上|去|我要)?(?:办理|申请|申报|预约|登录|查询|提交|下一步|同意|办事|注册)+$")
_SPLIT = re.compile(r"(?<=[。；;！!？?])|\n+")
_LONGEST = 400_000  # characters of a text that are read
_MOST = 12  # names


@dataclass(frozen=True, slots=True)
class Named:
    """What a policy names. `strong`: it surely sends people to a platform, whether or not a name could be told."""

    names: tuple[str, ...] = ()
    strong: bool = False
    quote: str = ""  # the sentence that says so
    perhaps: str = ""  # else: a sentence that speaks of applying there, and not plainly of whom

    def __bool__(self) -> bool:
        return bool(self.names)


def named_services(title: str, text: str, names: tuple[str, ...] = ()) -> Named:
    """Services that a policy names, surest first; by the plan's names alone where it names any."""
    return _named(title, text[:_LONGEST], names)


@lru_cache(maxsize=4096)
def _named(title: str, text: str, names: tuple[str, ...]) -> Named:
    whole = fold(f"{title}\n{text}")
    if names:
        found = tuple(name for name in names if fold(name) in whole)
        return Named(found, bool(found))
    if _NO_POLICY.search(fold(title)):
        return Named()
    found_here: dict[str, str] = {}
    subject = subject_of(title)
    strong, quote = False, ""
    for sentence, around in _invitations(text, subject):
        strong, quote = True, quote or sentence[:160]
        for name in (*_names_in(sentence), *_names_in(around)):
            found_here.setdefault(core_of(name), name)
        if len(core_of(subject)) > 2 and core_of(subject) in fold(sentence):
            found_here.setdefault(core_of(subject), subject)
    if strong and not found_here and (of_title := _of_title(title) or _applied_for(subject, whole)):
        found_here[core_of(of_title)] = of_title
    perhaps = "" if strong or len(core_of(subject)) < 3 else _perhaps(text, subject)
    return Named(tuple(found_here.values())[:_MOST], strong, quote, perhaps)


def _perhaps(text: str, subject: str) -> str:
    """A sentence that has the title's subject, a platform and an act, and may invite; else empty."""
    for line in _SPLIT.split(text.translate(_QUOTES)):
        sentence = line.strip().lower().replace(subject, "事项")
        platform = _PLATFORM.search(sentence) if "事项" in sentence else None
        if platform is None or _is_passing(sentence) or _is_of_office(sentence[: platform.start()]):
            continue
        if _DONE_THERE.search(sentence.replace(platform[0], " ")):
            return line.strip()[:160]
    return ""


def _applied_for(subject: str, whole: str) -> str:
    """The title's subject where it is something that people apply for; else empty."""
    name = re.escape(subject)
    spoken = subject and re.search(rf"(?:申请|办理|申领|申报){name}|{name}(?:申请|申领|的?办理)", whole)
    return subject if spoken or not is_wide(subject) else ""


def _invitations(text: str, subject: str) -> Iterator[tuple[str, str]]:
    """Sentences that send people to a platform, each with those around it.

    A subject like 职业技能提升补贴 holds words that elsewhere say that offices are spoken to.
    """
    sentences = [line.strip() for line in _SPLIT.split(text.translate(_QUOTES)) if line.strip()]
    for at, sentence in enumerate(sentences):
        if not invites(sentence.replace(subject, "事项") if len(subject) > 2 else sentence):
            continue
        before = sentences[at - 1] if at and not _is_passing(sentences[at - 1]) else ""
        near = before if _STATED.search(before) or _ONLINE.search(before) else ""
        yield sentence, near


def invites(sentence: str) -> bool:
    """Whether a sentence sends people to a platform to apply."""
    text = sentence.lower()
    platform = _PLATFORM.search(text)
    if platform is None or _is_passing(text) or _is_of_office(text[: platform.start()]):
        return False
    return bool(_ACTS.search(text) or _ONLINE.search(text)) and bool(_APPLICANT.search(text) or _ONLINE.search(text))


def _is_of_office(before: str) -> bool:
    """Whether it is an office that the words before the platform speak to, and no applicant after it."""
    offices = list(_OFFICE.finditer(before))
    return bool(offices) and not re.search(r"申请(?:人|单位)|申报(?:人|单位)|[当]事人", before[offices[-1].end() :])


def _is_passing(text: str) -> bool:
    return bool(_PASSING.search(text) or _PUBLISHED.search(text) or _WORKED.search(text))


def _names_in(sentence: str) -> Iterator[str]:
    for match in _STATED.finditer(sentence):
        yield match[1]
    for match in _QUOTED.finditer(sentence):
        name = match[1]
        if (re.search(rf"(?:{_THING})", name) or match[2]) and not _is_of_platform(name):
            yield name
    for match in _CHOSEN.finditer(sentence):
        if not _PARTS.search(match[1]) and not _is_of_platform(match[1]):
            yield match[1]
    for match in (*_OBJECT.finditer(sentence), *_SUBJECT.finditer(sentence)):
        name = _trimmed(match[1])
        if len(core_of(name)) >= 2 and not _is_of_platform(name):
            yield name


def _trimmed(name: str) -> str:
    """What stands before a service's name by accident of the sentence."""
    name = re.sub(r"^.*(?:申请|申报|申领|办理|通过|或者|以及|可以|需要|提出)(?=.{4})", "", name)
    return name.strip("、()的")


def _is_of_platform(name: str) -> bool:
    return bool(_PLATFORM.search(name.lower()) or _BUTTON.match(name) or re.search(r"^(?:办法|通知|规定|条例)$", name))


def _of_title(title: str) -> str:
    folded = fold(title)
    quoted = re.search(r"《([^《》]{3,40})》", folded)
    bare = quoted[1] if quoted else re.sub(r"^.*?关于|的(?:通知|公告|通告|意见)$", "", folded)
    bare = re.sub(r"^(?:印发|做好|开展|进一步|规范|调整|组织|落实|申报|加强|启动|20\d\d年度?|本市|本区)+", "", bare)
    match = re.match(rf"({_NAME})(?=$|有关|相关|的|{_TITLED.pattern})", bare)
    return match[1] if match else ""


_QUOTES = str.maketrans("「」『』‘’＂", '“”“”“”"')


def any_in(text: str, words: Iterable[str]) -> bool:
    """Whether the title holds one of the plan's words."""
    folded = fold(text)
    return any(fold(word) in folded for word in words)
