"""Things that a sentence says are published: 公开低保标准、救助对象数量, or 做好……名单公布."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERB = re.compile(
    r"(?:主动|及时|依法|定期|动态|集中|全面|向社会|对外|同步|按月|按季度?|按年度?|每月|每季度|逐月|继续|常态化|完整|准确|规范|逐项|分类|如实|详细)*"
    r"(?<!政务)(?<!信息)(?<!法定)(?<!申请)(?<!集成式)(?<!集成)(?<!社会)(?:公开|公布|发布|公示|更新|披露)(?!工作|质量|质效|平台|渠道|方式|内容|属性|制度|机制|专栏|专区|条例|事项|目录|流程|形式|程序|水平|力度|标准化|申请|指南|审查|领域|征|报名|处理|不少于|不低于|不超过|通识|领导|办|小组|重大问题|人员|的|与|和|、|范围|主体|依据|时限|属性)"
    r"(?P<object>[^，。；：]{3,80})"
)
_DOING = re.compile(
    r"(?:做好|抓好|加强|推进|推动|加大|深化|开展|完成)(?P<object>[^，。；：]{3,70}?)(?:的?(?:信息)?(?:公开|公布|发布|公示|披露))(?:工作|力度)?(?=[，。；]|$|和|与|、)"
)
_LIST = re.compile(r"、|以及|，")
_EDGES = re.compile(
    r"^(?:[一两二三四]次|和|及|与|了|的|新增|新修订的?|新制定的?|新出台的?|修订后的?|有关|相关|本市|全市|全省|全区|全县|各类|本年度|上一?年度|上月|上一?季度|年度|涉及)+|(?:等(?:相关|有关|各类|方面)*(?:信息|情况|内容|数据|文件|政策)?|的?(?:相关|有关)?(?:信息|情况|内容|工作)|相关|有关)+$"
)
_WEAK = re.compile(
    r"政府信息|政务公开|政策|文件|信息|解读|制度|机制|质量|重点|领域|工作|服务|平台|《|》|水平|公开|答复|意见$|内容$|措施$|方式|途径|作用|问题|培训|报备|巡检|管理$|规模$|效果$|^执行|^建立|^完善|^推进|^做好|^加强|结果$|论证$|评估$|流程|机制|名录$|标准$"
)
_NOTHING = re.compile(
    r"政府信息|政务公开|解读|平台|《|》|制度|机制|流程|公开|培训|报备|巡检|渠道|方式|途径|作用|意见$|内容$|措施$|工作$|服务$|^执行|^建立|^完善|^推进|^做好|^加强"
)
DOCUMENT = re.compile(
    r"(?:办法|(?<!收费)(?<!救助)(?<!低保)(?<!保障)(?<!补贴)(?<!供养)(?<!发放)(?<!价格)标准|规定|细则|方案|规范|规划|指南|清单|目录|实施意见|指导意见)$"
)


@dataclass(frozen=True, slots=True)
class Release:
    """One thing that is published, and the words that say so."""

    name: str
    words: str
    weak: bool = False  # too general to be looked for, unless the words beside it name a day


def releases_in(sentence: str) -> list[Release]:
    """What the sentence says is published, thing by thing; documents in 《…》 are not among them."""
    found: dict[str, Release] = {}
    for match in [*_VERB.finditer(sentence), *_DOING.finditer(sentence)]:
        if "《" in match["object"] or "“" in match.group()[:6]:
            continue
        for part in _LIST.split(match["object"]):
            name = _EDGES.sub("", part.strip("“”\"' ")).strip()
            plain = re.sub(r"[“”\"]", "", name)
            if (
                4 <= len(plain) <= 28
                and (DOCUMENT.search(plain) or (len(plain) <= 20 and not _NOTHING.search(plain)))
                and "（" not in plain
            ):
                weak = not DOCUMENT.search(plain) and bool(_WEAK.search(plain))
                found.setdefault(plain, Release(plain, match.group().strip(), weak))
    return list(found.values())
