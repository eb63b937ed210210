"""How the tests of WeChat articles read one."""

from __future__ import annotations

from datetime import date, datetime

from inspection.records import Reading
from spiders.reading.articles import read_article
from spiders.reading.dates import SHANGHAI

URL = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
AT = datetime(2024, 4, 15, 9, 30, 15, tzinfo=SHANGHAI)
BODY = "清明将至，为方便市民祭扫，现将有关安排提示如下，请广大市民合理安排出行，文明祭扫。" * 3


def read(scripts: str = "", body: str = "", head: str = "", url: str = URL) -> Reading:
    html = f"<html><head><title></title>{head}<script>{scripts}</script></head><body>{body}</body></html>"
    return read_article(html, url, today=date(2026, 11, 22))
