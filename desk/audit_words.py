"""The audit trail in the office's words."""

from __future__ import annotations

from inspection.issue import ACT_NAMES, Act
from inspection.people import ROLE_NAMES, Role
from store.audit import AuditRow

ACTS: dict[str, str] = {
    "sign-in": "登录",
    "sign-in-failed": "登录失败",
    "sign-out": "退出登录",
    "password-change": "修改密码",
    "session-end": "退出其他设备的登录",
    "token-add": "生成令牌",
    "token-revoke": "停用令牌",
    "person-add": "登记人员",
    "person-change": "修改人员",
    "person-password": "重置密码",
    "plan-edit": "修改方案",
    "look-again": "当场复查",
    "digest-send": "发送周报",
    "view-unshare": "取消共享视图",
    "duty-tick": "确认职责",
    "duty-untick": "撤回职责确认",
    **{f"issue-{act.value}": ACT_NAMES[act] for act in Act},
}
# What the trail can be narrowed to: beginnings of acts.
KINDS: dict[str, str] = {
    "": "全部操作",
    "issue-": "办理问题单",
    "sign-in-failed": "登录失败",
    "sign-": "登录与退出",
    "person-": "人员",
    "token-": "令牌",
    "plan-": "方案",
    "duty-": "职责清单",
}
_FACTS = {"name": "姓名", "role": "身份", "unit": "单位", "active": "可登录"}
_HOW = {"password": "密码", "oidc": "统一身份认证", "password-change": "改密码后"}


def act_words(act: str) -> str:
    """What was done."""
    return ACTS.get(act, act)


def detail_words(row: AuditRow) -> str:
    """The particulars, one after the other; nothing where there are none worth a word."""
    detail, said = row.detail, list[str]()
    if row.act == "person-change":
        for name, pair in detail.items():
            if isinstance(pair, list) and len(pair) == 2:
                said.append(f"{_FACTS.get(name, name)}：{_value(name, pair[0])} → {_value(name, pair[1])}")
        said.append(_tokens(detail.get("tokens")))
    elif row.act in ("person-password", "password-change"):
        said.append(_tokens(detail.get("tokens")))
    elif row.act == "person-add":
        said += [_value("role", detail.get("role")), _value("unit", detail.get("unit")) if detail.get("unit") else ""]
    elif row.act == "sign-in":
        said.append(_HOW.get(str(detail.get("how")), ""))
    else:
        said += [f"“{detail['why']}”" if detail.get("why") else "", str(detail.get("unit") or "")]
        refused = detail.get("refused")
        if isinstance(refused, dict) and refused:
            said.append(f"未办成 {len(refused)} 张")
    return "，".join(one for one in said if one)


def _tokens(count: object) -> str:
    return f"停用令牌 {count} 个" if count else ""


def _value(name: str, value: object) -> str:
    if name == "role" and value in set(Role):
        return ROLE_NAMES[Role(str(value))]
    return {True: "是", False: "否", None: "无"}[value] if value is None or isinstance(value, bool) else str(value)
