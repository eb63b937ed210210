"""One round's reading of accounts, a process of its own: `python -m spiders.read_accounts`.

The first line of standard input is the job (JSON). The end of input means that the round is gone, and this process
with it. Secrets come from the environment; standard error shows none.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from inspection.plan_file import parse_plan
from spiders import logs
from spiders.accounts.blotted import BlottedStream
from spiders.accounts.tasks import secrets_of
from spiders.collecting import spare_collections
from spiders.heeding import heed_the_parent_alone
from spiders.job import DONE, Job
from spiders.parent import GONE, Told, ToldToStopError, listen, status_of
from store.errors import StoreError
from store.patience import patience_of
from store.store import Store


def main() -> int:
    """Exit status 0 when every account has a reading, be it that its sources could not be read."""
    heed_the_parent_alone()
    spare_collections()
    job = Job(**json.loads(sys.stdin.readline() or "null") or {})
    plan = parse_plan(job.plan)
    secrets = secrets_of(plan, os.environ)
    sys.stderr = blotted = BlottedStream(sys.stderr, secrets.redact)
    logs.blot(secrets.redact)
    logs.configure_child("accounts", site=job.site, round=job.round, kind=job.kind)
    told = Told()
    listen(told)
    from spiders.accounts.reading_process import read_accounts  # Scrapy is imported after the stream is in place

    try:
        with ExitStack() as stores:
            store = stores.enter_context(patience_of().persist(lambda: Store.open(job.database, Path(job.evidence))))
            store.fence(job.site, job.owner)
            store.patience = patience_of()
            turns = stores.enter_context(Store.open(job.paces)) if job.paces else None
            wrong = read_accounts(job, plan, store, secrets, turns, told)
        if not wrong:
            print(DONE, flush=True)
        for line in wrong:
            sys.stderr.write(f"{line}\n")
    except ToldToStopError:
        return GONE
    except StoreError as error:
        return status_of(error)
    finally:
        blotted.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
