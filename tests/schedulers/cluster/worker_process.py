"""A worker as a process of its own, which notices silence sooner: `python -m … DATABASE EVIDENCE SILENT`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from schedulers.cluster.running import run_worker
from schedulers.cluster.worker import Rhythm
from schedulers.settings import ServiceSettings
from spiders import logs

if __name__ == "__main__":
    database, evidence, silent = sys.argv[1:4]
    logs.configure("info", "text")
    rhythm = Rhythm(beat=float(silent) / 6, silent=float(silent), poll=0.2, busy=1.0)
    asyncio.run(run_worker(database, ServiceSettings(), at_once=2, rhythm=rhythm, evidence=Path(evidence)))
