"""A process that asks one address several times as an account's spider does, and says what came of it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

import spiders.settings
from inspection.accounts import Account
from inspection.records import ColumnState
from inspection.sources import SourceReading
from spiders.accounts.pace import Pace
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import AccountSpider, SourceTask
from spiders.policy import FetchPolicy
from store.store import Store


class AskingSpider(AccountSpider):
    """Asks, and tells each status; a refusal is told by its own words."""

    name = "asking"
    times = 1

    async def read(self) -> SourceReading:
        statuses = [str((await self.ask(self.task.source.feed or "")).status) for _ in range(self.times)]
        return SourceReading(self.task.account.name, self.task.label, ColumnState.READ, detail=" ".join(statuses))


class Say:
    """Prints the reading."""

    def process_item(self, item: SourceReading) -> SourceReading:
        print(json.dumps([item.state, item.reason, item.detail], ensure_ascii=False), flush=True)
        return item


def main(database: str, address: str, times: str, pace: str) -> None:
    account = Account.model_validate(
        {"name": "账号", "platform": "wechat", "source": {"feed": address, **({"pace": float(pace)} if pace else {})}}
    )
    (label, source), now = account.labelled[0], datetime.now(UTC)
    task = SourceTask(account, label, source, now, now, now.date(), Secrets({}, []), Path())
    settings = Settings({name: getattr(spiders.settings, name) for name in dir(spiders.settings) if name.isupper()})
    with Store.open(database) as store:
        settings.update(
            {
                "PACE": Pace(store),
                "FETCH_POLICY": FetchPolicy(allow_private_hosts=True),
                "DOWNLOADER_MIDDLEWARES": {"spiders.accounts.pace.PaceMiddleware": 990},
                "ITEM_PIPELINES": {"tests.spiders.accounts.paced_process.Say": 1},
                "SPIDER_MODULES": [],
                "LOG_LEVEL": "ERROR",
            },
            priority="cmdline",
        )
        AskingSpider.times = int(times)
        process = AsyncCrawlerProcess(settings, install_root_handler=False)
        process.crawl(AskingSpider, task=task)
        process.start(install_signal_handlers=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
