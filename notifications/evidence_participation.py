"""Labels of evidence about consultations, decisions, interpretations and guides."""

from __future__ import annotations

OF_PARTICIPATION: dict[str, str] = {
    # of consultations
    "lasts": "实际期限",
    "starts": "起始日期",
    "ends": "截止日期",
    "rule": "适用规定",
    "attachments": "附件",
    # of interpretations
    "share_copied": "照抄比例",
    "letters": "比对字数",
    "policies": "所解读的文件",
    # of decisions
    "matters": "事项数",
    "incomplete": "环节不全的事项",
    "stages": "应有环节",
    "missing_stages": "缺少环节",
    "broken": "打不开的链接",
    "row_state": "目录所写进度",
    # of rules that were changed
    "outdated": "旧的规定",
    "now": "现行规定",
    "clause": "依据条款",
    "changed_on": "何日起修改",
    # of guides
    "elements": "缺少的要素",
    "element_count": "缺少要素数",
    "guide_kind": "指南类型",
    "counts_for_veto": "计入服务不实用",
    "entrance": "申请入口",
    "why": "不算的原因",
}
