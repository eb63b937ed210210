"""Documents that an item names in 《…》 or “…”, and what is asked of each: to publish it, to interpret it, or nothing.

A document is to be published where a verb that says so governs its name, and not where it is followed or
quoted (贯彻落实《…》, 根据《…》). A law, a statute or a document of the state's organs is never the office's to
publish, unless the item says that it is drawn up or revised. What no verb governs is only named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspection.keypoints.nouns import Ask, Sure, Title

_TYPES = (
    r"办法|规定|意见|方案|细则|标准|规范|规划|计划|指南|目录|清单|条例|通知|制度|规程|要点|通告|公告|决定|措施|政策|指引|守则|导则|准则|手册|"
    r"要求|须知|章程|预案|白皮书"
)
_QUOTED = re.compile(rf"[“「]([^“”「」，。；]{{4,60}}(?:{_TYPES})(?:（[^（）]{{1,12}}）)?)[”」]")
_BARE = re.compile(
    r"([\u3400-\u9fff]{3,24}?(?:清单|目录|办法|规定|标准|指南|方案|细则|规范))[（(](?:20\d\d\s*年\s*版?|20\d\d\s*版|试行|修订版?)[）)]"
)
_BARE_START = re.compile(
    r"^.*(?:的|和|及|与|抓好|做好|发布|公布|印发|制定|修订|出台|编制|更新|完善|公开|解读|推进|落实|实施|加强|围绕)(?=[\u3400-\u9fff]{4})"
)
_STATE = re.compile(
    r"^(?:中华人民共和国|中国共产党|国务院|中共中央|中央|全国|国家|民政部|财政部|教育部|司法部|党和国家|最高人民|关于全面推进政务公开|"
    r"党政机关|政府网站与政务新媒体|政府网站发展|政府网站网页|政府信息公开条例|信息公开条例|宪法|民法典|公文处理)"
)
_LAW = re.compile(r"(?:法|条例|法典|宪法|法律|公报|决议|讲话|报告)(?:[（(][^（）()]*[）)])?$")
_NOT_LAW = re.compile(r"(?:办法|方法|做法|用法|算法|司法|执法|立法|书法|手法|条例实施细则)(?:[（(][^（）()]*[）)])?$")

_FOLLOW_BEFORE = re.compile(
    r"(?:贯彻落实|贯彻执行|贯彻实施|贯彻|严格落实|全面落实|认真落实|深入落实|抓好落实|落实好?|严格执行|认真执行|执行|依据|依照|根据|按照|遵照|遵守|参照|对照|"
    r"对标|符合|依托|学习|宣贯|转发|列入|纳入|衔接|适用|实施|依|按|据)"
    r"(?:好|落实|国家|本市|本省|本区|本县|全国|省|市|区|县|国务院|上级|新修订的?|新颁布的?|新出台的?|新施行的?|有关|相关|关于|最新|市政府|省政府|办公厅|市委|和|、|以|了|的|\d+|年)*$"
)
_PUBLISH_BEFORE = re.compile(
    r"(?:制定出台|制定发布|制定印发|研究制定|起草|制定|制订|拟定|出台|印发|制发|发布|公布|公开|编制|编印|编写|推出|公示|刊发|上线|"
    r"修订发布|修订完善|修订出台|修订|修改|修编|完善|更新|重新发布|重新公布|重新印发|延续)"
    r"(?:并|和|、|及|实施|发布|公布|公开|印发|出台|解读|宣传|好|本市|本省|本区|本县|本局|我局|我市|我省|我区|全市|全省|全区|新|新版|新修订的?|新一轮|最新|"
    r"修订后的?|修改后的?|[^，。；《》]{0,10}(?:网站|专栏|专题)|等|关于|有关|相关|面向社会|向社会|了|的|上海市|\d+|年)*$"
)
_REVISE = re.compile(r"修订|修改|修编|更新")
_REISSUE = re.compile(r"重新(?:发布|公布|印发|公开)|延续|续期|延长有效期")
_PUBLISH_AFTER = re.compile(
    r"^(?:等)?(?:一系列|系列|各类|若干)?(?:的|文件|政策|规范性文件|政策文件|规定|制度|标准|规范|重要|配套|\d+|个|项|件|份|[一二三四五六七八九十])*(?:的|进行|予以|及时|开展|做好|同步|\s)*"
    r"(?P<verbs>(?:(?:重新|制定|制订|起草|拟定|编制|修订|修改|出台|印发|发布|公布|公开|公示|上线|实施|解读|政策解读|宣传|培训|宣讲|推广|宣贯|普及|推介|更新|完善|"
    r"征求意见|意见征集|落实|贯彻|学习|废止|清理|工作|信息|主动|政策|和|及|与|、|以及|并|后|前|同步|及时|做好|集中|正式)+))"
)
_ELSE_AFTER = re.compile(
    r"^(?:等)?(?:的)?(?:(?:修订|颁布|施行|实施|出台|发布|公布|的|\d+周年)*为契机|要求|精神|规定|关于|明确|有关规定|相关规定|相关要求|有关要求|明确的|部署|规范|标准|为依据|框架|内容|列入|纳入|确定的|所列|为指导|为抓手|中的?|实施(?!方案|细则))"
)
_DO_BEFORE = re.compile(
    r"(?:做好|抓好|开展|加强|加大|组织|及时|对|就|强化|推进|围绕|深化|搞好|完成|进一步做好|重点做好|持续做好)[^，。；]{0,90}$"
)
_ADJECTIVE = re.compile(
    r"(?:(?:新近|最新|新|近期|刚刚|已经|已|上级|国家|市|省|本年度|今年)*"
    r"(?:修订|出台|印发|发布|制定|制订|颁布|施行|实施|公布|修改|下发)(?:实施|施行|发布|公布|印发)?(?:后|过)?的)$"
)
_DO_DIRECT = re.compile(
    r"(?:做好|抓好|搞好|开展|组织|加强|加大|强化|持续做好|完成|推进|推动)(?:对|本市|本省|本局|我局|新|关于|以|的)*$"
)
_LATER = re.compile(
    r"^[^。；]{0,160}?的(?P<verbs>(?:(?:政策|文件|重新|同步|及时|集中|深度|系列|宣传|解读|培训|发布|公布|公开|印发|出台|宣讲|推广|和|及|与|、|以及)+))"
)
_SOON_EXPLAINED = re.compile(r"^[^，。；《》]{0,24}解读(?!好?《)")
_LATER_EXPLAINED = re.compile(r"^[^。；《》]{0,60}解读(?!好?(?:对|关于)?《)")
_SOON_PUBLISHED = re.compile(r"^[^，。；《》]{0,12}(?P<verbs>重新发布|修订|出台|印发|发布|公布|公开|颁布)")
_ALL_OF_THEM = re.compile(
    r"^[^，。；]{0,120}?等[^，。；的]{0,10}的(?P<verbs>(?:政策|文件|重新|同步|及时|宣传|解读|培训|发布|公布|公开|印发|出台|和|及|与|、)+)"
)
_INTERPRET = re.compile(r"解读|宣讲|答记者问|问答")
_PROMOTE = re.compile(r"宣传|普及|推介|推广|宣贯|宣讲")
_TRAIN = re.compile(r"培训|辅导|轮训")
_PUBLISH = re.compile(r"发布|公布|公开|出台|印发|制定|制订|起草|拟定|编制|公示|上线|推出")


def titles_in(text: str) -> tuple[Title, ...]:
    """Every document named in an item's text, each once, with all that is asked of it."""
    found: dict[str, Title] = {}
    for clause in re.split(r"(?<=[。；;！])", text):
        for title in _in_clause(clause):
            if (before := found.get(title.text)) is not None:
                asks = before.asks | title.asks
                title = Title(
                    title.text, asks - {Ask.FOLLOW} or asks, before.words, min(before.sure, title.sure, key=_rank)
                )
            found[title.text] = title
    return tuple(found.values())


def _rank(sure: Sure) -> int:
    return (Sure.HIGH, Sure.MIDDLE, Sure.LOW).index(sure)


def spans(clause: str) -> list[tuple[int, int, str, Sure]]:
    """Where each name begins and ends with its marks, the name, and how sure it is that it is one."""
    found = [(start, end, text, Sure.HIGH) for start, end, text in _guillemets(clause)]
    taken = [(start, end) for start, end, *_ in found]

    def free(start: int, end: int) -> bool:
        return all(end <= left or start >= right for left, right in taken)

    for quoted in _QUOTED.finditer(clause):
        if free(*quoted.span()):
            found.append((*quoted.span(), quoted[1], Sure.MIDDLE))
            taken.append(quoted.span())
    for bare in _BARE.finditer(clause):
        name = bare.group()
        cut = started.end() if (started := _BARE_START.match(bare[1])) else 0
        if free(*bare.span()):
            found.append((bare.start() + cut, bare.end(), name[cut:], Sure.LOW))
    return sorted(found)


def _guillemets(text: str) -> Iterator[tuple[int, int, str]]:
    """Outermost 《…》, with a version in brackets behind it (2024年版) as part of the name; no numbers 〔2024〕3号."""
    depth, start = 0, 0
    for at, letter in enumerate(text):
        if letter == "《":
            start = at if depth == 0 else start
            depth += 1
        elif letter == "》" and depth:
            depth -= 1
            if depth == 0 and 1 < at - start <= 160:
                tail = re.match(
                    r"[（(](?:20\d\d年?(?:版|修订|修正|本)?|试行|修订版?|修订稿|暂行|第[一二三四五六]版)[）)]",
                    text[at + 1 : at + 20],
                )
                end = at + 1 + (tail.end() if tail else 0)
                yield start, end, text[start + 1 : at] + (tail.group() if tail else "")


def _in_clause(clause: str) -> Iterator[Title]:
    names = spans(clause)
    for group in _groups(clause, names):
        before, after = clause[: group[0][0]], clause[group[-1][1] :]
        for _, _, text, sure in group:
            asks = _asks(text, before, re.sub(r"^[（(][^（）()]{0,40}[）)]", "", after))
            if sure is Sure.HIGH or asks - {Ask.FOLLOW, Ask.PROMOTE, Ask.TRAIN}:  # a mere phrase in quotation marks
                yield Title(text.strip(), asks, clause.strip(), sure)


def _groups(clause: str, names: list[tuple[int, int, str, Sure]]) -> list[list[tuple[int, int, str, Sure]]]:
    """Names that stand in one list share what is said before and after them."""
    groups: list[list[tuple[int, int, str, Sure]]] = []
    for name in names:
        between = clause[groups[-1][-1][1] : name[0]] if groups else ""
        if (
            groups
            and re.fullmatch(r"(?:[（(][^（）()]{0,40}[）)])?[、，,和及与以\s]*(?:关于)?", between)
            and "，" not in between
        ):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _asks(text: str, before: str, after: str) -> frozenset[Ask]:
    existing = _is_state(text)
    near = _ADJECTIVE.sub("", re.split(r"[，,。；;]", before)[-1])
    said = _PUBLISH_AFTER.match(after)
    verbs = said["verbs"] if said and not _ELSE_AFTER.match(after) else ""
    asks: set[Ask] = set()
    if published := _PUBLISH_BEFORE.search(near):
        verbs = f"{published.group()}{verbs}"
    elif interpreted := re.search(
        r"(?:解读|宣传|普及|培训|宣讲|推广|推介|宣贯|学习宣传)[好]?(?:[^，。；《》]{0,16})$", near
    ):
        verbs = f"{interpreted.group()}{verbs}"
    if (_DO_DIRECT.search(near) and (later := _LATER.match(after))) or (
        _DO_BEFORE.search(before) and (later := _ALL_OF_THEM.match(after))
    ):
        verbs = f"{verbs}{later['verbs']}"
    if not published and _SOON_EXPLAINED.match(after):
        verbs = f"{verbs}解读"
    if (published or re.search(r"(?:就|围绕|针对|结合|对)$", near)) and _LATER_EXPLAINED.match(after):
        verbs = f"{verbs}解读"
    follows = bool(_FOLLOW_BEFORE.search(near)) and not published
    if _INTERPRET.search(verbs):
        asks.add(Ask.INTERPRET)
    if _PROMOTE.search(verbs):
        asks.add(Ask.PROMOTE)
    if _TRAIN.search(verbs):
        asks.add(Ask.TRAIN)
    if not (asks or follows or published or _ELSE_AFTER.match(after)) and (soon := _SOON_PUBLISHED.match(after)):
        verbs = f"{verbs}{soon['verbs']}"
    asks |= _publishing(verbs, existing=existing, follows=follows, near=near)
    if not asks or (follows and not asks - {Ask.PROMOTE, Ask.TRAIN}):
        asks.add(Ask.FOLLOW)
    return frozenset(asks)


def _publishing(verbs: str, *, existing: bool, follows: bool, near: str) -> set[Ask]:
    drawn_up = re.search(r"制定|制订|起草|出台|修订|修改|修编|编制", verbs)
    if (existing and not (drawn_up and "新修订" not in near)) or (
        follows and not _DO_BEFORE.search(near) and not drawn_up
    ):
        return set()
    asks: set[Ask] = set()
    if _REISSUE.search(verbs):
        asks.add(Ask.REISSUE)
    elif _PUBLISH.search(verbs):
        asks.add(Ask.PUBLISH)
    if _REVISE.search(verbs) and not re.search(r"新修订的?$", near):
        asks.add(Ask.REVISE)
    return asks


def _is_state(text: str) -> bool:
    """Whether it is a law, a statute, or a document of the state's organs."""
    return bool(_STATE.match(text)) or (bool(_LAW.search(text)) and not _NOT_LAW.search(text))
