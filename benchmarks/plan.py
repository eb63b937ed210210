"""The plan by which this tool inspects a benchmark portal."""

from __future__ import annotations

from benchmarks.addresses import Addresses
from benchmarks.words import COLUMNS

AS_OF = "2025-03-25T09:00:00+08:00"
CONCURRENCY = 64  # requests in flight, for every tool that lets itself be told
TIMEOUT = 5  # seconds for one answer, for every tool
LOOKS = 3  # at a failing target, before it is called broken
RETRY_AFTER = 0.1


def plan_yaml(addresses: Addresses) -> str:
    """YAML: ten columns, no delay, robots.txt honoured, loopback allowed."""
    columns = "\n".join(
        f"  - {{name: {name}, url: /{folder}/, kind: {kind}, unit: 办公室}}" for folder, name, kind, _ in COLUMNS
    )
    return f"""# Generated: the plan of a benchmark portal. No delay and a short retry, since the server is our own.
site:
  name: 海城市民政局
  home: {addresses.home}
  hosts: ["127.0.0.1:{addresses.portal}"]
  allow_private_hosts: true
crawl:
  concurrency: {CONCURRENCY}
  delay: 0
  timeout: {TIMEOUT}s
  retry_after: {RETRY_AFTER}s
  looks: {LOOKS}
  browser: never
units: [办公室]
columns:
{columns}
interpretation:
  policies: [政策文件]
  interpretations: [政策解读]
  within: 3 workdays
  since: 2025-01-01
expectations:
  - {{name: 清明祭扫, due: {{before: 清明, lead: 14d, warn: 21d, window: 60d}}, all_of: [清明, 祭扫], unit: 办公室}}
"""
