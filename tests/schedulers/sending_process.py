"""A sender in a process of its own, to be killed: `python -m tests.schedulers.sending_process DATABASE URL`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from inspection.alerting import Webhook
from notifications.channels.channel import Rate
from notifications.channels.webhook import Webhook as WebhookChannel
from schedulers.sending import Sender
from store.store import Store
from tests.schedulers.channels import plan


class Eager(WebhookChannel):
    """Without a rate of its own, so that the test need not wait for minutes."""

    rate = Rate(10_000, timedelta(minutes=1))


async def send(database: str, url: str) -> None:
    """Send until nothing is left."""
    with Store.open(database) as store:
        channel = Eager(Webhook(url=url), {})
        sender = Sender(store, plan(), {"one": channel}, lambda: datetime.now(UTC))
        while store.next_due(plan().site.name, ["one"]) is not None:
            await sender.send_due()
            await asyncio.sleep(timedelta(milliseconds=20).total_seconds())


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], sys.argv[2]))
