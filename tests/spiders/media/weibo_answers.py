"""Answers of Weibo as tests make them: one post, changed field by field."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from inspection.records import Article
from inspection.sources import Listing
from spiders.media.weibo_json import read_weibo
from spiders.reading.dates import SHANGHAI
from tests.platforms.weibo_shapes import created_at, mid_at

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
UID, NAME = "2803301701", "某市民政"
LIST = f"https://m.weibo.cn/api/container/getIndex?type=uid&value={UID}&containerid=107603{UID}"
AT = datetime(2026, 11, 20, 10, 30, tzinfo=SHANGHAI)
MID = mid_at(AT, 7)


def a_post(**said: Any) -> dict[str, Any]:
    return {
        "id": MID,
        "mid": MID,
        "created_at": created_at(AT),
        "text": "今日发布。后面还有。",
        "user": {"id": int(UID), "screen_name": NAME},
        "reposts_count": 1,
        "comments_count": 2,
        "attitudes_count": 3,
        **said,
    }


def cards(*posts: dict[str, Any], **info: Any) -> dict[str, Any]:
    return {"ok": 1, "data": {"cardlistInfo": info, "cards": [{"card_type": 9, "mblog": post} for post in posts]}}


def read(data: Any, url: str = LIST) -> Listing:
    return read_weibo(data if isinstance(data, bytes) else json.dumps(data).encode(), url, now=NOW)


def only(data: Any, url: str = LIST) -> Article:
    (article,) = read(data, url).articles
    return article
