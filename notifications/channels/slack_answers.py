"""What Slack's answers mean: delivered, try again, or give up. Chinese for the office, never a secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from inspection.errors import DeliveryError

TIMEOUT = 15  # seconds for one call
LONGEST_WAIT = timedelta(hours=1)  # a longer Retry-After is asked again after so long
DEFAULT_WAIT = timedelta(seconds=30)  # where Slack says "too fast" without saying how long

# Worth another try; everything that is not known is tried again too, for a fault of the day must not lose an alert.
_TEMPORARY = {
    "internal_error": "内部错误",
    "fatal_error": "内部错误",
    "service_unavailable": "暂停服务",
    "request_timeout": "请求超时",
    "team_added_to_org": "工作区正在迁移",
    "org_login_required": "工作区正在迁移",
    "external_channel_migrating": "频道正在迁移",
    "update_failed": "更新失败",
    "rollup_error": "内部错误",
}
_TOO_FAST = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_PERMANENT = {
    "channel_not_found": "频道不存在，或机器人没有被邀请进频道",
    "not_in_channel": "机器人不在频道中，请在频道里邀请它",
    "is_archived": "频道已归档",
    "channel_is_archived": "频道已归档",
    "is_inactive": "频道已冻结、归档或删除",
    "invalid_auth": "令牌无效",
    "not_authed": "没有令牌",
    "account_inactive": "机器人账号已停用",
    "token_revoked": "令牌已撤销",
    "token_expired": "令牌已过期",
    "invalid_token": "令牌无效",
    "not_allowed_token_type": "令牌种类不对",
    "missing_scope": "令牌缺少权限（需要 chat:write）",
    "no_permission": "令牌没有权限",
    "access_denied": "没有权限",
    "accesslimited": "当前网络不允许访问",
    "ekm_access_denied": "管理员已禁止发言",
    "enterprise_is_restricted": "企业版限制调用",
    "two_factor_setup_required": "需要先设置两步验证",
    "team_access_not_granted": "没有该工作区的权限",
    "team_not_found": "工作区不存在",
    "no_team": "工作区不存在",
    "no_service": "Webhook 已停用或已删除",
    "no_active_hooks": "Webhook 已停用",
    "action_prohibited": "管理员限制了 Webhook",
    "posting_to_general_channel_denied": "不允许发到全员频道",
    "posting_to_channel_denied": "不允许发到该频道",
    "user_not_found": "用户不存在",
    "messages_tab_disabled": "应用的消息页已关闭",
    "msg_too_long": "消息过长",
    "msg_blocks_too_long": "消息过长",
    "no_text": "消息没有内容",
    "missing_text_or_fallback_or_attachments": "消息没有内容",
    "invalid_payload": "消息格式不被接受",
    "method_deprecated": "接口已停用",
    "deprecated_endpoint": "接口已停用",
    "unknown_method": "接口不存在",
    "is_bot": "令牌种类不对",
    "as_user_not_supported": "令牌种类不对",
    "metadata_must_be_sent_from_app": "令牌种类不对，请换用应用的机器人令牌",
    "metadata_too_large": "消息附带数据过大",
    "duplicate_channel_not_found": "频道不存在",
}
_PERMANENT_BEGINNINGS = {
    "restricted_action": "工作区不允许在该频道发言",
    "invalid_": "消息格式不被接受",
    "slack_connect_": "管理员限制了共享频道",
    "too_many_": "消息内容过多",
}
# The message to be changed, or the thread, is no more; the channel itself is sound.
POST_GONE = {
    "message_not_found": "原消息已被删除",
    "cant_update_message": "原消息不能更新",
    "edit_window_closed": "原消息已过可编辑的时限",
    "streaming_state_conflict": "原消息正在编辑",
    "block_mismatch": "原消息不能更新",
}
THREAD_GONE = frozenset(
    {
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "invalid_thread_ts",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    }
)
_CODE = re.compile(r"[a-z0-9_]{1,60}")


def trouble(code: object, status: int, headers: Mapping[str, str], now: datetime) -> DeliveryError:
    """What an answer that is no yes means. `code` is Slack's word for it, where there is one."""
    word = code.strip() if isinstance(code, str) and _CODE.fullmatch(code.strip()) else ""
    if status == 429 or word in _TOO_FAST:
        wait = retry_after(headers, now) or DEFAULT_WAIT
        return DeliveryError("Slack 要求放慢发送", permanent=False, retry_after=wait)
    if status >= 500 or word in _TEMPORARY:
        said = _TEMPORARY.get(word, "暂时不可用")
        return DeliveryError(
            f"Slack {said}（{word or status}）", permanent=False, retry_after=retry_after(headers, now)
        )
    if word in POST_GONE:
        return DeliveryError(f"Slack {POST_GONE[word]}，不再更新（{word}）", permanent=True)
    meaning = _PERMANENT.get(word) or next(
        (said for beginning, said in _PERMANENT_BEGINNINGS.items() if word.startswith(beginning)), None
    )
    if meaning is not None:
        return DeliveryError(f"Slack 拒收：{meaning}（{word}）", permanent=True)
    if 300 <= status < 500 and status not in {408, 425}:
        return DeliveryError(f"Slack 拒收（HTTP {status}{'，' + word if word else ''}）", permanent=True)
    return DeliveryError(f"Slack 的应答无法识别（{word or f'HTTP {status}'}）", permanent=False)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer asks us to wait: seconds or an HTTP date; at most an hour."""
    said = next((value for key, value in headers.items() if key.lower() == "retry-after"), "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", said):
        return min(timedelta(seconds=float(said)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST_WAIT)


def missing(variable: str) -> DeliveryError:
    """A secret that is not in the environment."""
    return DeliveryError(f"没有设置环境变量 {variable}", permanent=True)


def unreachable(error: Exception) -> DeliveryError:
    """No answer at all. The error's own words are left out: they may hold the address, which may hold a secret."""
    said = "超时未应答" if isinstance(error, TimeoutError) else "无法连接，或应答无法读取"
    return DeliveryError(f"Slack {said}（{type(error).__name__}）", permanent=False)
