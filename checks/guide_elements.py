"""What a guide must name, in the words that offices use: for disclosure of information, and for services."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# What follows a label must say something: 传真： alone is a blank form.
_BLANK = re.compile(r"^[\s:：_—\-.。…/（）()]*$")
_DIGITS = re.compile(r"\d{7,}|\d{3,4}\s?[-—－)]\s?\d{6,8}|12345|\d{4}\s?\d{4}|96\d{3,}|400[-\d]{7,}")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: words that name it, or a label with something behind it, or what proves it wherever it stands."""

    name: str
    labelled: re.Pattern[str] | None = None
    said: re.Pattern[str] | None = None
    value: re.Pattern[str] | None = None  # in what follows the label
    anywhere: re.Pattern[str] | None = None  # in the text at all


def _words(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


DISCLOSURE: tuple[Element, ...] = (
    Element(
        "信息的分类",
        said=_words(
            r"分类",
            r"类别",
            r"主动公开(?:的)?(?:政府)?(?:信息)?(?:的)?(?:范围|内容|目录|事项)",
            r"公开(?:的)?(?:范围|内容)",
            r"信息公开目录",
        ),
    ),
    Element(
        "编排体系",
        said=_words(
            r"编排", r"编制体系", r"目录体系", r"索引号", r"组配分类", r"编码", r"目录(?:的)?(?:结构|编制|体系|说明)"
        ),
    ),
    Element(
        "获取方式",
        said=_words(
            r"获取(?:政府)?(?:信息)?(?:的)?(?:方式|途径|渠道|方法)",
            r"公开(?:的)?(?:形式|方式|渠道|途径|载体|平台)",
            r"查阅(?:场所|地点|点|方式|中心)",
            r"(?:查询|查阅|获取|获得).{0,14}信息",
            r"(?:通过|登录|登陆|在|到|前往).{0,30}(?:网站|公众号|平台|档案馆|图书馆|阅览室).{0,24}(?:公开|查阅|查询|获取|获得)",
        ),
    ),
    Element(
        "公开工作机构名称",
        said=_words(
            r"(?:公开)?(?:工作|受理|负责|承办|主管|办理)机构",
            r"机构名称",
            r"(?:受理|承办|负责|办理|工作)(?:部门|单位|处室|科室)",
            r"信息公开(?:工作)?(?:办公室|科|处|部门|机构)",
            r"(?:负责|承担|受理).{0,20}信息公开.{0,12}(?:工作|申请)",
        ),
    ),
    Element(
        "办公地址", labelled=_words(r"(?<!查阅)(?<!网站)(?<!邮箱)(?<!邮件)(?<!网页)(?<!网络)(?:地址|地点|办公场所)")
    ),
    Element(
        "办公时间",
        labelled=_words(r"(?:办公|工作|受理|接待|上班|对外服务|服务|开放|咨询)时间"),
        anywhere=_words(
            r"(?:周|星期)一(?:至|到|—|-|~)(?:周|星期)?五", r"(?:法定)?(?:工作日|节假日除外).{0,24}\d{1,2}[:：点]"
        ),
    ),
    Element(
        "联系电话",
        labelled=_words(r"(?<!监督)(?<!投诉)(?<!举报)(?<!传真)(?:电话|联系方式|热线)(?:号码)?"),
        value=_DIGITS,
    ),
    Element(
        "传真号码",
        labelled=_words(r"传真(?:号码|电话)?"),
        value=re.compile(r"\d{6,}|\d{3,4}\D{1,3}\d{6,8}|无|没有|暂无"),
    ),
    Element(
        "互联网联系方式",
        labelled=_words(
            r"(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?",
            r"e-?mail",
            r"互联网联系方式",
        ),
        anywhere=_words(r"[\w.+-]{2,40}@[\w-]{2,40}\.\w{2,8}", r"https?://[\w.-]{4,}", r"www\.[\w.-]{4,}"),
    ),
)

SERVICE: tuple[Element, ...] = (
    Element("事项名称", said=_words(r"(?:事项|服务|项目|业务|办理事项|办事)名称", r"办理事项", r"服务事项")),
    Element(
        "设定依据",
        said=_words(
            r"(?:设定|法律|办理|政策|实施|审批|法定|文件|受理)(?:政策)?依据",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?依据",
            r"依据[:：]",
        ),
    ),
    Element(
        "申请条件",
        said=_words(
            r"(?:申请|受理|办理|申报|准入|认定|享受|登记|许可|审批|适用)(?:的)?(?:条件|资格|范围)",
            r"(?:申请|服务|适用|办理|保障|补贴|救助)(?:对象|人群)",
            r"(?:哪些人|谁)(?:可以|能)(?:申请|办理)",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?(?:条件|对象)",
        ),
    ),
    Element(
        "办理材料",
        said=_words(
            r"(?:申请|办理|所需|申报|提交|应提交|提供|需要|报送|受理)(?:的)?(?:申请|证明|相关|有关)?(?:材料|资料|要件|证件)",
            r"材料(?:清单|目录|名称)",
            r"带(?:哪些|什么)材料",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?(?:材料|要件)",
        ),
    ),
    Element(
        "办理地点",
        said=_words(
            r"(?:办理|受理|办公|服务|窗口|申请|办事|咨询|登记|接待)(?:的)?(?:窗口)?(?:地点|地址|场所|大厅|位置)",
            r"(?:窗口|大厅)地址",
            r"在哪(?:里|儿)?(?:办|申请)",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?(?:地点|地址)",
        ),
    ),
    Element(
        "办理机构",
        said=_words(
            r"(?:办理|实施|受理|承办|审批|决定|经办|责任|主管|办事|登记|审核|行使)(?:的)?(?:机构|机关|部门|单位|主体|处室|科室)",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?(?:机构|部门|主体)",
        ),
    ),
    Element("收费标准", said=_words(r"收费", r"不收取?(?:任何)?费", r"免费", r"费用", r"(?:收取|缴纳).{0,8}费")),
    Element(
        "办理时间",
        said=_words(
            r"(?:办理|承诺|法定|办结|审批|受理|办公|工作|服务|办事|接待|咨询|办件)(?:的)?(?:办结)?(?:时间|时限|期限)",
            r"时限",
            r"即办件|当场办",
            r"\d+个?工作日(?:内)?(?:办|作出|完成)",
            r"(?:周|星期)一至(?:周|星期)?五",
        ),
    ),
    Element(
        "联系电话",
        labelled=_words(r"(?<!监督)(?<!投诉)(?<!举报)(?:电话|热线|咨询方式|联系方式)(?:号码)?"),
        value=_DIGITS,
    ),
    Element(
        "办理流程",
        said=_words(
            r"(?:办理|申请|办事|审批|服务|受理|业务|登记|经办)(?:的)?(?:流程|程序|步骤|环节)",
            r"流程(?:图)?",
            r"怎么(?:办|申请)|如何(?:办理|申请)",
            r"(?:^|\n)[^\w\n]{0,6}\w{0,3}[^\w\n]?(?:程序|步骤)",
        ),
    ),
)
VETO_CLASSES = 4  # a guide of services that lacks so many counts for 服务不实用


def folded(text: str) -> str:
    """Full width and half width made the same, blanks inside of labels (传　真) taken out; lines stay lines."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])", "", plain)


def names(element: Element, text: str) -> bool:
    """Whether a folded text names the element, and where it is a label says something behind it."""
    if element.anywhere is not None and element.anywhere.search(text):
        return True
    if element.said is not None and element.said.search(text):
        return True
    if element.labelled is None:
        return False
    return any(_is_filled(element, text, found.end()) for found in element.labelled.finditer(text))


def _is_filled(element: Element, text: str, at: int) -> bool:
    rest = text[at : at + 80]
    line, _, below = rest.partition("\n")
    if _BLANK.match(line):  # the value may stand in the next cell, or the next line
        line = below.partition("\n")[0]
        if _LABEL.match(line):
            return False
    if element.value is not None:
        return bool(element.value.search(line))
    return not _BLANK.match(line)


_LABEL = re.compile(
    r"^\W*(?:[\u4e00-\u9fff]{2,8})[:]"
    r"|^\W*[\u4e00-\u9fff]{0,4}(?:地址|传真(?:号码)?|电话(?:号码)?|邮编|邮政编码|邮箱|信箱|邮件|联系方式|时间|网址)\W*$"
)


@lru_cache(maxsize=512)
def own_element(words: str) -> Element:
    """An element of the plan: 办公地址|受理地点, several ways to say it."""
    ways = [re.escape(folded(way.strip())) for way in words.split("|") if way.strip()]
    return Element(words.split("|")[0].strip(), said=re.compile("|".join(ways) or r"(?!)"))
