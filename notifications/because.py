"""Every reason that a stage can name, in the office's words; and the stages' own names."""

from __future__ import annotations

STAGES: dict[str, str] = {
    "route": "路线",
    "inhibit": "抑制",
    "dedup": "去重",
    "quiet-hours": "免打扰",
    "group": "合并",
    "escalate": "升级",
    "recover": "恢复",
    "send": "发送",
}

REASONS: dict[str, str] = {
    # route
    "no-route": "没有适用的通知路线",
    "routed": "已有适用的通知路线",
    "route-left": "责任单位或等级已变，不再走这条路线",
    "channel-gone": "巡检方案中已没有这个渠道",
    # inhibit
    "site-down": "网站无法访问，恢复后再行告知",
    "host-down": "所在主机无应答，已由其中一条代为告知",
    "column-unreachable": "所在栏目打不开，已另行告知",
    "not-confirmed-yet": "尚属疑似，确认后再告知",
    "not-looked-at": "最近一轮巡检未能看到，情况不明，等下一轮",
    "account-unseen": "账号目前读不到，来源失灵或登录失效已另行告知",
    "muted": "已静默",
    "claimed-corrected": "已申报整改，待复核",
    # dedup
    "told-already": "已告知，未到提醒时间",
    "told-once": "已告知一次，不再提醒；恢复后再次失效的另行告知",
    "waits-in-outbox": "已有消息待发送，不再重复",
    # quiet hours
    "quiet-hours": "免打扰时段",
    # group
    "group-wait": "等待合并",
    "group-interval": "同组问题刚告知过，等待合并",
    "healed-in-time": "合并等待期间已消除，无需告知",
    # told
    "first-time": "首次发现",
    "came-back": "再次出现",
    "reassigned": "改由本单位办理",
    "got-worse": "等级升高",
    "still-open": "已告知，仍未整改",
    "overdue-unit": "逾期未整改，告知责任单位",
    "overdue-office": "逾期未整改，升级告知牵头单位",
    "overdue-leader": "逾期未整改，升级告知负责人",
    "rung-told": "已按升级步骤告知",
    "recovered": "已恢复",
    # recover
    "closed-by-person": "已由工作人员办结，不另告知",
    "over-before-sent": "发送前已消除或已办结，撤回",
    # of messages that are withdrawn
    "replaced-by-newer": "已有更新的内容，由新消息代替",
    "seen-again": "发送前已重新看清网站，撤回",
    "unwanted-before-sent": "发送前情况已变，不再需要告知，撤回",
}


def why_withdrawn(reason: str) -> str:
    """What the outbox says of a message that was withdrawn."""
    return reason_words(reason)


def reason_words(reason: str) -> str:
    """The reason's Chinese; a reason without any keeps its own name."""
    return REASONS.get(reason, reason)


def stage_words(stage: str) -> str:
    """The stage's Chinese name; a stage without one keeps its own."""
    return STAGES.get(stage, stage)
