"""Units that answer for an item: in brackets behind it, in a line of their own, or in a table's column.

A bracket counts where it says a role (责任单位, 牵头, 配合, 负责 …), or where it ends a sentence and every part of
it is called like a unit. It gives up on persons (责任人) and on units named in running text.
"""

from __future__ import annotations

import re

from inspection.keypoints.nouns import Units

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_SUFFIX = (
    r"(?:处室|科室|业务处|处|科室?|室|司|局|厅|办公厅|办公室|办|中心|站|所|院|委员会|委|会|部门?|股室?|队|总队|支队|大队|馆|"
    r"校|学院|公司|集团|单位|组|小组|政府|街道|乡镇|镇|乡|园区|管委会|机关|党委|纪委|支部|工会|团委|协会|基金会|总站|园|社|"
    r"报|网|台|牵头部门|机构|专班|领导|同志|区县|县区|各区|各县|市区)"
)
_UNIT = re.compile(rf"^(?=.{{2,40}}$)[^，。；：、《》“”!?！？\d]*{_SUFFIX}(?:[（(][^（）()]{{1,20}}[）)])?$")
# Without a word that says so, only what nothing else is called: no 网, no 社, no 会.
_SURE_UNIT = re.compile(
    r"^(?=.{2,40}$)(?!.*(?:简称|试行|包括|包含|例如|含|见|即|如下|是指|不含|截至))[^，。；：“”!?！？\d]{0,30}"
    r"(?:处室|处|科室?|股室?|办公室|司|局|厅|办|中心|站|委员会|委|部门|单位|政府|街道|机关|党委|公司|大队|总队|支队|总站|镇|乡|所|院|馆|组|部|队|局属|区县)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_LEAD_WORDS = (
    r"责任(?:单位|部门|处室|科室|股室)(?:[、/和及](?:单位|部门|处室|科室|股室))+|责任单位|责任部门|责任处室|责任科室|责任股室|责任司局|责任主体|承办单位|承办处室|承办科室|承办部门|落实单位|落实部门|落实处室|"
    r"主办单位|主办处室|主责单位|主责部门|主责处室|牵头单位|牵头部门|牵头处室|牵头科室|牵头股室|牵头司局|负责单位|负责部门|负责处室|"
    r"负责科室|实施单位|实施主体|完成单位|责任分工|任务分工|分工|责任|牵头|主办|负责"
)
_JOINT_WORDS = (
    r"配合单位|配合部门|配合处室|配合科室|配合股室|配合司局|协办单位|协办处室|协办科室|协办部门|协同单位|协同部门|协作单位|参与单位|"
    r"参与部门|参与处室|参加单位|参加处室|协助单位|协助处室|会办单位|支持单位|配合|协办|协同|参与"
)
_TIME_WORDS = r"完成时限|完成时间|完成期限|时限要求|时间要求|时间节点|时间安排|办结时限|工作时限|时限|期限|时间"
_PERSON_WORDS = r"责任领导|分管领导|牵头领导|责任人|联系人|负责人|联系电话|电话"
_LABEL = re.compile(
    rf"(?P<lead>{_LEAD_WORDS})(?:及配合单位)?\s*[:：]|(?P<joint>{_JOINT_WORDS})\s*[:：]"
    rf"|(?P<time>{_TIME_WORDS})\s*[:：]|(?P<person>{_PERSON_WORDS})\s*[:：]"
)
_ROLE_AFTER = re.compile(
    r"(?:按照?(?:各自)?职责(?:分工)?|按照?分工|共同|分别|具体|统筹|组织|联合|会同|和|等)*"
    r"(?P<role>牵头负责|牵头落实|牵头实施|牵头推进|牵头|主办|负责落实|负责|落实|承办|实施|推进|抓好落实|协同配合|配合落实|配合做好|"
    r"配合|协办|协助|参与|参加|协同|支持)(?:落实|实施|推进|做好|完成)?$"
)
_JOINT_ROLE = re.compile(r"^(?:协同|配合|协办|协助|参与|参加|支持)")
_TELLING = re.compile(
    rf"(?:{_LEAD_WORDS}|{_JOINT_WORDS})\s*[:：]|牵头|配合|负责|协办|承办|会同|按照?(?:各自)?职责|(?<=[处科室司局办委中心所])(?:具体|共同|分别|组织)?(?:落实|实施|推进)$"
)
_BY_DUTY = re.compile(r"按照?(?:各自)?职责|按照?分工")
_TAIL = re.compile(
    r"(?:等?按照?(?:各自)?职责(?:分工)?|等?按照?分工|等单位|等部门|等处室|等相关(?:单位|部门|处室|科室)|等)$"
)
_LIST = re.compile(r"[、/／|｜]|\s*[,，;；]\s*|\n")
# 办公室牵头，各处室配合 behind an item's last stop, without a bracket.
_LAST_WORDS = re.compile(r"[。；;\n]\s*(?P<units>[^。；;\n]{2,80}(?:负责|牵头|配合|落实|协办|实施))[。；;\s]*$")
MAX_UNITS = 200


def bracketed(text: str) -> list[tuple[int, int, str]]:
    """The outermost brackets: where each begins and ends, and what is in it. A bracket may close in another width."""
    found: list[tuple[int, int, str]] = []
    depth, start = 0, 0
    for at, letter in enumerate(text):
        if letter in _OPEN:
            start = at if depth == 0 else start
            depth += 1
        elif letter in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1, text[start + 1 : at]))
    if depth and 0 < len(rest := text[start + 1 :]) <= 200 and _LABEL.search(rest[:12]):
        found.append((start, len(text), rest))  # one that nobody closed
    return found


def take_units(text: str) -> tuple[str, Units, str]:
    """The text without what names its units, the units, and a deadline that stood among them."""
    units, deadline = Units(), ""
    kept: list[str] = []
    at = 0
    for start, end, inner in bracketed(text):
        ends = not text[end:].strip(" 。；;") or text[start - 1 : start] in "。；;" or text[end : end + 1] in "。；;\n"
        if _TELLING.search(inner) or (deadline_of(inner) and ends):
            read, said = units_in(inner)
        elif ends and (names := split_names(inner)) and all(_SURE_UNIT.match(name) for name in names):
            read, said = Units(tuple(names)), ""
        else:
            continue
        if not read and not said:
            continue
        units, deadline = _together(units, read), deadline or said
        kept.append(text[at:start])
        at = end
    rest = "".join([*kept, text[at:]])
    if labelled := re.search(rf"(?:^|[。；;\n\s]|[，,](?=责任|牵头|主办|落实单位|承办))\s*(?={_LABEL.pattern})", rest):
        read, said = units_in(rest[labelled.end() :].strip())
        if read or said:
            units, deadline, rest = _together(units, read), deadline or said, rest[: labelled.start() + 1]
    if not units and (said_last := _LAST_WORDS.search(rest)):
        read, _ = units_in(said_last["units"])
        if read and all(_SURE_UNIT.match(name) for name in read.all):
            units, rest = read, rest[: said_last.start("units")]
    return re.sub(r"\s*。\s*。", "。", rest).strip(), units, deadline


def deadline_of(text: str) -> str:
    """What stands behind 完成时限 in it."""
    found = re.search(rf"(?:{_TIME_WORDS})\s*[:：]\s*([^，,；;。）)]+)", text)
    return found[1].strip() if found else ""


def units_in(text: str, role: str = "lead") -> tuple[Units, str]:
    """What a bracket or a cell says: 责任单位：甲、乙；配合单位：丙, or 甲牵头，乙、丙配合; and its deadline."""
    lead: list[str] = []
    joint: list[str] = []
    deadline, led = "", False
    for said, words in _labelled(text, role):
        if said == "time":
            deadline = deadline or words.strip(" ，,；;。")
        elif said != "person":
            for part in re.split(r"[，,；;。]|\n|(?<=主办|牵头|负责)、", words):
                for piece, of in _joined_by(part) if "会同" in part.strip()[1:] else [(part, said)]:
                    names, of = _piece(piece, "joint" if led and _BY_DUTY.search(piece) else of)
                    led = led or "牵头" in piece
                    (joint if of == "joint" else lead).extend(names)
    if len(lead) + len(joint) > MAX_UNITS:
        lead, joint = lead[:MAX_UNITS], joint[: max(0, MAX_UNITS - len(lead))]
    return Units(tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(name for name in joint if name not in lead))), deadline


def _labelled(text: str, role: str) -> list[tuple[str, str]]:
    """(role, words) of each labelled stretch; what stands before the first label has the role given."""
    labels = list(_LABEL.finditer(text))
    first = labels[0].start() if labels else len(text)
    found = [(role, text[:first])] if text[:first].strip() else []
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        found.append((label.lastgroup or role, text[label.end() : end]))
    return found


def _piece(part: str, role: str) -> tuple[list[str], str]:
    """The names in a part between commas, with the role that its end gives to them."""
    part = part.strip(" 。；;，,")
    if found := _ROLE_AFTER.search(part):
        joins = _JOINT_ROLE.match(found["role"]) or (role == "joint" and _BY_DUTY.search(part))
        role = "joint" if joins else "lead"
        part = part[: found.start()]
    part = re.sub(r"^[^、]{0,60}?由(?=\S)", "", part)
    return split_names(part), role


def _joined_by(part: str) -> list[tuple[str, str]]:
    """甲会同乙、丙落实: who leads, and who joins in."""
    first, _, others = part.partition("会同")
    return [(f"{first}牵头", "lead"), (f"{_ROLE_AFTER.sub('', others)}配合", "joint")]


def split_names(text: str) -> list[str]:
    """The names of a list. 和, 及, 与 part two names only where both are called like units."""
    names: list[str] = []
    for part in _LIST.split(_guarded(text.strip())):
        part = _TAIL.sub("", part.replace("\ue000", "、").replace("\ue001", "，").strip(" 。：:")).strip()
        names += [name for one in _by_blanks(part) for name in _by_and(one) if 1 < len(name) <= 40]
    return list(dict.fromkeys(names))


def _guarded(text: str) -> str:
    """Commas within brackets belong to the name: 各区（管委会、街道）."""
    out, depth = [], 0
    for letter in text:
        depth += (letter in _OPEN) - (letter in _CLOSE and depth > 0)
        out.append({"、": "\ue000", "，": "\ue001", ",": "\ue001"}.get(letter, letter) if depth else letter)
    return "".join(out)


def _by_blanks(part: str) -> list[str]:
    """Blanks part names where each is called like a unit; else a layout left them."""
    pieces = part.split()
    if len(pieces) > 1 and all(len(piece) >= 2 and _UNIT.match(piece) for piece in pieces):
        return pieces
    return ["".join(pieces)] if not part.isascii() else [part]


def _by_and(name: str) -> list[str]:
    for found in re.finditer(r"以及|和|及其?|与|暨|(?<=[处科室司])会(?=.{2})", name):
        left, right = name[: found.start()], name[found.end() :]
        if len(left) >= 3 and len(right) >= 2 and _UNIT.match(left) and _UNIT.match(right):
            return [left, *_by_and(right)]
    return [name]


def _together(first: Units, second: Units) -> Units:
    lead = tuple(dict.fromkeys((*first.lead, *second.lead)))
    return Units(lead, tuple(dict.fromkeys(name for name in (*first.joint, *second.joint) if name not in lead)))
