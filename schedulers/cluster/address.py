"""Whether this database and this installation can serve many machines; apart, so that asking imports nothing."""

from __future__ import annotations

from importlib.util import find_spec

from sqlalchemy import URL

from store.engine import parse_url, place_of
from store.errors import StoreError


def queue_url(database: str) -> URL:
    """The database's address: PostgreSQL's, with the extra installed. Raises StoreError with the mend."""
    url = parse_url(database)
    if url.get_backend_name() != "postgresql":
        raise StoreError(
            f"多台机器共同巡检需要 PostgreSQL，而 {place_of(url)} 是 SQLite；请用 --database 或 XUNJIAN_DATABASE "
            "指定 postgresql://用户@主机/库名"
        )
    if find_spec("procrastinate") is None or find_spec("psycopg_pool") is None:
        raise StoreError("多台机器共同巡检需要先安装附加组件：pip install 'xunjian[cluster]'")
    return url
