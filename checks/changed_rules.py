"""Rules that were changed, and the words by which a page still states them as they were: data, one entry for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FIFTEEN = r"(?:15|十五)\s?个?\s?工作[日天]"
_FIFTEEN_DAYS = r"(?:15|十五)\s?(?:个?\s?工作)?\s?[日天]"
_ASKED = r"(?:收到|受理|登记|接到|收悉|提交|递交).{0,24}?(?:之日|当日|申请|登记|次日|后)"
_ANSWERED = r"(?:答复|回复|告知|予以公开|提供(?:政府)?信息|作出.{0,8}决定)"


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """One rule. `says` finds the clause; `fair_before` before it, or `fair` anywhere in the clause, makes it right."""

    name: str
    since: date  # from this day on it is otherwise
    says: re.Pattern[str]
    now: str  # how it is today
    basis: str
    hint: str  # a page without this word need not be read for it
    fair_before: re.Pattern[str] | None = None
    fair: re.Pattern[str] | None = None


_REVISED = date(2019, 5, 15)
_LAW = "《中华人民共和国政府信息公开条例》（2019年修订）"
# What else is told within fifteen working days, rightly so, or by other rules.
_OTHER_MATTERS = re.compile(
    r"第三方|权利人|补正|补充(?:材料|申请)|更正|投诉|举报|信访|咨询(?!电话|服务|窗口)|留言|来信|提案|复议|诉讼|起诉|听证|异议|申诉"
    r"|缴费|移交|主动公开|形成或者变更"
)
_TOLD_AS_HISTORY = re.compile(
    r"[由从](?:原来的)?(?:15|十五)|原(?:来|条例|规定|先)|改为|修改为|调整为|延长(?:至|到|为)(?:20|二十)|提高到|旧条例|修订前"
    r"|此前|以前|不再|取消|删[除去]"
)

CHANGED_RULES: tuple[ChangedRule, ...] = (
    ChangedRule(
        name="答复期限写成15个工作日",
        since=_REVISED,
        says=re.compile(
            rf"{_ASKED}.{{0,12}}?{_FIFTEEN_DAYS}\s?(?:之?内|以内)?.{{0,16}}?{_ANSWERED}"
            rf"|{_FIFTEEN}\s?(?:之?内|以内).{{0,14}}?{_ANSWERED}"
            rf"|(?:答复|回复|办理|处理)(?:的)?(?:期限|时限|时间)\W{{0,3}}(?:为|是|一般为)?\W{{0,2}}(?:自?{_ASKED}\W?起?)?.{{0,4}}?{_FIFTEEN}"
            rf"|{_ANSWERED}.{{0,10}}?(?:不(?:得)?超过|最长|应当?在|应于)\s?{_FIFTEEN}"
        ),
        now="收到申请之日起20个工作日内答复",
        basis=f"{_LAW}第三十三条",
        hint="工作日",
        fair_before=_OTHER_MATTERS,
        fair=_TOLD_AS_HISTORY,
    ),
    ChangedRule(
        name="延长期限写成15个工作日",
        since=_REVISED,
        says=re.compile(
            rf"(?:延长|延期)[^。]{{0,30}}?{_FIFTEEN}|(?:再)?延长(?:答复)?(?:期限|时间)?\s?{_FIFTEEN}|{_FIFTEEN}的?延长期"
        ),
        now="延长的期限最长不得超过20个工作日",
        basis=f"{_LAW}第三十三条",
        hint="延",
        fair_before=_OTHER_MATTERS,
        fair=_TOLD_AS_HISTORY,
    ),
    ChangedRule(
        name="写明收取检索、复制、邮寄等成本费",
        since=_REVISED,
        says=re.compile(
            r"(?:收取|收费|交纳|缴纳|支付|承担)[^。]{0,24}?(?:检索|复制|邮寄|递送|复印|打印|查阅)[^。]{0,14}?(?:费|成本)"
            r"|(?:检索|复制|邮寄|递送|复印)[^。]{0,12}?(?:费用?|成本费)[^。]{0,16}?(?:由申请人|收取|收费标准|按(?:照)?|标准执行)"
        ),
        now="依申请提供政府信息不收取费用，数量、频次明显超过合理范围的可以收取信息处理费",
        basis=f"{_LAW}第四十二条",
        hint="费",
        fair=re.compile(
            r"不(?:再|得|予|会)?(?:另行)?(?:收取|收费|收)|免(?:费|收|除|予|缴)|无需|不需|不用|取消|停止|信息处理费"
            r"|不(?:再)?(?:支付|缴纳|交纳)"
        ),
    ),
    ChangedRule(
        name="要求申请与自身生产、生活、科研等特殊需要有关",
        since=_REVISED,
        says=re.compile(
            r"(?:自身)?(?:的)?生产[、和,及]?(?:生活|科研)[、和,及]?(?:生活|科研)等(?:的)?特殊需要|[“\"]三需要[”\"]"
        ),
        now="申请公开政府信息不再以自身生产、生活、科研等特殊需要为条件",
        basis=f"{_LAW}第二十七条",
        hint="需要",
        fair=re.compile(r"不再|取消|删[除去]|不得|无需|不要求|不以|修订前|原条例|原来|旧条例"),
    ),
    ChangedRule(
        name="引用2007年的条例作为现行依据",
        since=_REVISED,
        says=re.compile(r"(?:国务院令?\s?)?第?\s?(?:492|四百九十二)\s?号"),
        now="现行条例为2019年4月3日国务院令第711号修订",
        basis=f"{_LAW}",
        hint="49",
        fair=re.compile(r"711|修订|废止|修正|失效"),
    ),
)
