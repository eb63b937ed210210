"""Data that says of itself that it could not be had: an error in an answer of status 200 is no empty list."""

from __future__ import annotations

import re
from typing import Any

_LEVELS = 2  # of objects: an answer and what it wraps
_TRUTH = re.compile(r"(?:is_?)?(?:success|succeed|succeeded|ok)", re.I)
_CODE = re.compile(r"(?:\w*_)?(?:code|status|errno|errcode|errorcode|statuscode|resultcode|retcode|rtncode|ret)", re.I)
_ERROR_CODE = re.compile(r"err(?:or)?_?(?:no|code)", re.I)
_ERROR = re.compile(r"err|error|errors|exception|err_?msg|error_?msg|error_?message", re.I)
_WORDS = re.compile(r"(?:\w*_)?(?:msg|message|desc|info|reason|tip|tips)|result(?:msg|message)", re.I)
_BAD = re.compile(
    r"失败|异常|错误|有误|出错|过期|失效|未授权|无权|没有权限|未登录|登录|非法|拒绝|频繁|超时|繁忙|维护|不可用|不存在"
    r"|token|denied|invalid|illegal|expired|unauthori|forbidden|error|exception|fail|time ?out|unavailable|not found",
    re.I,
)
_FINE = re.compile(r"|0+|ok|success\w*|succeed\w*|成功|null|none|false|no error|无|正常", re.I)


def says_failed(value: Any) -> bool:
    """Whether an answer speaks of an error: by a code such as 401 or 500, by `success: false`, by its message."""
    level = [value]
    for _ in range(_LEVELS):
        objects = [item for item in level if isinstance(item, dict)]
        if any(_is_failure(str(name), said) for item in objects for name, said in item.items()):
            return True
        level = [inner for item in objects for inner in item.values()]
    return False


def _is_failure(name: str, said: Any) -> bool:
    if isinstance(said, dict | list):
        return bool(said) and _ERROR.fullmatch(name) is not None
    text = "" if said is None else str(said).strip()
    if _TRUTH.fullmatch(name):
        return text.lower() == "false"
    if _ERROR_CODE.fullmatch(name) or _ERROR.fullmatch(name):
        return _FINE.fullmatch(text) is None and text != "200"
    if _CODE.fullmatch(name):
        return _is_bad_code(text)
    return _WORDS.fullmatch(name) is not None and len(text) < 500 and _BAD.search(text) is not None


def _is_bad_code(text: str) -> bool:
    """What is an error in everybody's numbering: HTTP's own, and what is built on it (40101, 50000); minus; a word."""
    if re.fullmatch(r"-\d+|[45]\d\d|[45]\d{4,5}", text):
        return True
    return re.fullmatch(r"err\w*|fail\w*|exception", text, re.I) is not None
