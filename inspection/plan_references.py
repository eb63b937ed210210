"""Names and addresses that must agree across a plan; read raw, so as to speak beside other mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspection.addresses import join, normalise
from inspection.plan_duties import duties_check
from inspection.plan_raw import Found, found, items, listed, mapping, mappings, names, unknown
from inspection.yaml_source import Path

_SECRET_KEY = re.compile(r"(?i)(key|token|password|passwd|pwd|secret|webhook|密钥|密码|令牌)s?$")
_SECRET_VALUE = re.compile(
    r"(?i)[?&](key|access_token|token|secret)=[^&]|hooks\.slack\.com/services/|/open-apis/bot/v2/hook/|://[^/@\s]+:[^/@\s]+@"
)


_WITH_UNITS = (
    "columns",
    "accounts",
    "expectations",
    "crossposts",
    "decisions",
    "messages",
    "guides",
    "libraries",
    "tables",
)


def cross_check(raw: Any) -> Iterator[Found]:
    """Everything that no noun can see by itself. Parts of the wrong type are passed over: their nouns speak of them."""
    if not isinstance(raw, dict):
        return
    yield from _duplicates(raw)
    yield from _column_addresses(raw)
    yield from _units(raw)
    yield from _channels_of_publication(raw)
    yield from _routes(raw)
    yield from duties_check(raw)
    yield from _secrets(mapping(mapping(raw.get("alerts")).get("channels")), ("alerts", "channels"))
    for path, source in _sources(raw):
        yield from _secrets(source, path)


def _duplicates(raw: Mapping[Any, Any]) -> Iterator[Found]:
    for keys, what in (
        (("columns", "accounts"), "栏目或账号"),
        (("expectations",), "应发稿件"),
        (("crossposts",), "同步发布"),
        (("units",), "单位"),
        (("decisions", "messages", "guides", "libraries", "tables"), "条目"),
    ):
        seen: set[str] = set()
        for key in keys:
            for path, name in names(raw, key):
                if name in seen:
                    yield found(path, f"{what}“{name}”重复", "请改名或删去其中一个")
                seen.add(name)


def _column_addresses(raw: Mapping[Any, Any]) -> Iterator[Found]:
    home = mapping(raw.get("site")).get("home")
    base = normalise(home) if isinstance(home, str) else None
    seen: dict[str, str] = {}
    for number, column in mappings(raw, "columns"):
        url, name = column.get("url"), str(column.get("name", number))
        if not isinstance(url, str) or not url.strip():
            continue
        place = ("columns", number, "url")
        address = join(base or "http://home.invalid/", url.strip())
        if address is None:
            yield found(place, f"“{url[:80]}”不是网页地址", "请写栏目的网址或相对首页的路径，如 /tzgg/")
        elif address in seen:
            yield found(place, f"与栏目“{seen[address]}”的地址相同", "请改正地址或删去其中一个")
        else:
            seen[address] = name


def _sources(raw: Mapping[Any, Any]) -> Iterator[tuple[Path, Mapping[Any, Any]]]:
    """Every source of every account: one that stands alone, or those of a list."""
    for number, account in mappings(raw, "accounts"):
        if isinstance(source := account.get("source"), dict):
            yield ("accounts", number, "source"), source
        for at, one in items(source):
            if isinstance(one, dict):
                yield ("accounts", number, "source", at), one


def _keeper(path: Path, source: Mapping[Any, Any]) -> Iterator[tuple[Path, str]]:
    if isinstance(source.get("keeper"), str):
        yield (*path, "keeper"), source["keeper"].strip()


def _units(raw: Mapping[Any, Any]) -> Iterator[Found]:
    """Only where the plan lists its units: a small plan may do without."""
    known = [name for _, name in names(raw, "units")]
    if not known:
        return
    named: list[tuple[Path, str]] = []
    for key in _WITH_UNITS:
        for number, item in mappings(raw, key):
            if isinstance(item.get("unit"), str):
                named.append(((key, number, "unit"), item["unit"].strip()))
    named.extend((path, name) for path, source in _sources(raw) for path, name in _keeper(path, source))
    for number, route in mappings(mapping(raw.get("alerts")), "routes"):
        named.extend(pair for pair in listed(route, ("alerts", "routes", number), "units") if pair[1] != "*")
    handling = mapping(raw.get("issues"))
    for key in ("default_unit", "office"):
        if isinstance(handling.get(key), str):
            named.append((("issues", key), handling[key].strip()))
    yield from unknown(named, known, "责任单位", "units")


def _channels_of_publication(raw: Mapping[Any, Any]) -> Iterator[Found]:
    known = [name for key in ("columns", "accounts") for _, name in names(raw, key)]
    interpretation = mapping(raw.get("interpretation"))
    named = [
        pair for key in ("policies", "interpretations") for pair in listed(interpretation, ("interpretation",), key)
    ]
    named.extend(listed(mapping(raw.get("services")), ("services",), "policies"))
    named.extend(listed(mapping(raw.get("validity")), ("validity",), "columns"))
    for key in ("columns", "results"):
        named.extend(listed(mapping(raw.get("consultations")), ("consultations",), key))
    for section in ("decisions", "libraries", "tables", "duties"):
        for number, item in mappings(raw, section):
            named.extend(listed(item, (section, number), "columns"))
    for number, expectation in mappings(raw, "expectations"):
        named.extend(listed(expectation, ("expectations", number), "columns"))
    for number, crosspost in mappings(raw, "crossposts"):
        for key in ("from", "to"):
            named.extend(listed(crosspost, ("crossposts", number), key))
    yield from unknown(named, known, "栏目或账号", "columns 或 accounts")


def _routes(raw: Mapping[Any, Any]) -> Iterator[Found]:
    alerts = mapping(raw.get("alerts"))
    known = [str(name).strip() for name in mapping(alerts.get("channels"))]
    named = list(listed(mapping(alerts.get("digest")), ("alerts", "digest"), "to"))
    for number, route in mappings(alerts, "routes"):
        named.extend(listed(route, ("alerts", "routes", number), "to"))
    for number, rung in mappings(mapping(raw.get("issues")), "escalation"):
        named.extend(listed(rung, ("issues", "escalation", number), "to"))
    yield from unknown(named, known, "通知渠道", "alerts.channels")


def _secrets(value: Any, path: Path) -> Iterator[Found]:
    """Secrets never stand in a plan: it is copied, mailed and kept in version control."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = (*path, key)
            if len(path) > 2 and isinstance(inner, (str, int)) and _SECRET_KEY.search(str(key)):
                mend = (
                    f"请改用环境变量：写 {str(key).lower()}_env，值为环境变量名"
                    if str(key).isascii()
                    else "请改用环境变量"
                )
                yield found(below, "方案里不能写密钥", mend, at_key=True)
            else:
                yield from _secrets(inner, below)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _secrets(inner, (*path, number))
    elif isinstance(value, str) and _SECRET_VALUE.search(value):
        yield found(path, "这个地址里含有密钥", "请改用环境变量，把地址或密钥放进环境变量，方案里只写变量名")
