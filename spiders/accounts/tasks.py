"""What a round asks of accounts: a task for each source, the secrets that they need, what must not be asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from inspection.accounts import Account, Source
from inspection.addresses import normalise
from inspection.plan import Plan
from inspection.records import ColumnState
from inspection.refusals import needs_person
from inspection.sources import SourceReading
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from store.store import Store

STOPPED = "（登录信息未更新，已停止请求）"
_LONG_SEGMENT = 16  # characters of a path's segment from which on it is taken for a key
_SHORT_VALUE = 6
# Kinds of sources that go the same way as a look at a single article does, and meet the same walls.
_OPENING = frozenset({"wechat-album", "wechat-articles", "weibo-api", "weibo-mobile"})


def secrets_of(plan: Plan, environment: Mapping[str, str]) -> Secrets:
    """Every secret that the plan's accounts name, for one round.

    Of an address that is a secret its keys are secrets too: libraries cite addresses in pieces and in other writings.
    """
    sources = [source for account in plan.accounts for source in account.source]
    names = {name for source in sources for name in (source.credential, source.cookie_env, source.feed_env) if name}
    secrets = Secrets(environment, sorted(names))
    for source in sources:
        if source.feed_env and (address := secrets.get(source.feed_env)):
            for part in _keys_in(address):
                secrets.learn(part)
    return secrets


def _keys_in(address: str) -> set[str]:
    found = {normalise(address) or address}
    try:
        parts = urlsplit(address)
        found |= {unquote(parts.password or "")}
    except ValueError:
        return found
    found |= {value for _, value in parse_qsl(parts.query) if len(value) >= _SHORT_VALUE}
    return found | {segment for segment in parts.path.split("/") if len(segment) >= _LONG_SEGMENT}


def address_of(account: Account) -> str:
    """Where people would look for the account: of its first source, without secrets; empty where that has none."""
    if not account.source:
        return ""
    source = account.source[0]
    if source.weibo_uid is not None:
        return f"{source.base_url or 'https://m.weibo.cn'}/u/{source.weibo_uid}"
    if source.weibo_api is not None:
        return f"https://weibo.com/u/{source.weibo_api.uid}"
    if source.wechat_articles:
        return source.wechat_articles[0]
    return source.wechat_album or source.page or source.feed or ""


class Refusals:
    """Logins that a platform refused: the source is not asked with the same value again."""

    def __init__(self, store: Store, site: str, secrets: Secrets) -> None:
        self._store, self._site, self._secrets = store, site, secrets

    def stopped(self, task: SourceTask) -> SourceReading | None:
        """The reading of a source that is not asked; None where it may be. A changed value is forgotten about."""
        where = (self._site, task.account.name, task.label)
        refused = self._store.refused(*where)
        if refused is None:
            return None
        if refused.digest != self._digest(task):
            self._store.forget_refused(*where)
            return None
        return SourceReading(
            task.account.name,
            task.label,
            ColumnState.BLOCKED,
            refused.reason,
            f"{refused.detail}{STOPPED}",
            credential=refused.credential,
        )

    def note(self, task: SourceTask, reading: SourceReading, at: datetime) -> None:
        """Remember what was refused, where a person must renew it."""
        digest = self._digest(task)
        if digest is None or task.source.credential is None or reading.ok or not needs_person(reading.reason):
            return
        self._store.note_refused(
            self._site,
            task.account.name,
            task.label,
            credential=task.source.credential,
            digest=digest,
            reason=reading.reason or "",
            detail=reading.detail,
            at=at,
        )

    def _digest(self, task: SourceTask) -> str | None:
        """Of the value together with what it is for: another AppID with the same secret is another try."""
        if task.source.credential is None:
            return None
        scope = "/".join((self._site, task.account.name, task.label, _whose(task.source)))
        return task.secrets.digest(task.source.credential, scope)


def _whose(source: Source) -> str:
    if source.wechat_api is not None:
        return source.wechat_api.app_id
    return source.weibo_api.uid if source.weibo_api is not None else source.weibo_uid or ""


def for_looks(account: Account, tasks: Sequence[SourceTask], readings: Sequence[SourceReading]) -> SourceTask | None:
    """The task under which single articles are opened; None where the platform has just refused us.

    Of the account's own sources on that platform one that answered, the interface before the pages; where it has none
    there, its first source stands in, without the leave to touch the intranet that was given for its own address.
    """
    own = [(task, reading) for task, reading in zip(tasks, readings, strict=True) if task.source.kind in _OPENING]
    own = [pair for pair in own if pair[0].source.kind.startswith(account.platform)]
    if own:
        sound = [task for task, reading in own if reading.ok]
        return min(sound, key=lambda task: not task.source.kind.endswith("api"), default=None)
    if not tasks:
        return None
    elsewhere = tasks[0].source.model_copy(update={"intranet": False, "pace": None})
    return replace(tasks[0], source=elsewhere)
