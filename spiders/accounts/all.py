"""Which spider reads which kind of source. Named, not imported: a round loads only those that its plan needs."""

from __future__ import annotations

from scrapy.utils.misc import load_object

from spiders.accounts.looks import LooksSpider
from spiders.accounts.spider import AccountSpider

SPIDERS: dict[str, str] = {
    "feed": "spiders.accounts.feed.FeedSpider",
    "wechat-api": "spiders.accounts.wechat_api_spider.WechatApiSpider",
    "wechat-album": "spiders.accounts.wechat_album_spider.WechatAlbumSpider",
    "wechat-articles": "spiders.accounts.wechat_pages.WechatPagesSpider",
    "weibo-api": "spiders.accounts.weibo_api_spider.WeiboApiSpider",
    "weibo-mobile": "spiders.accounts.weibo_mobile.WeiboMobileSpider",
    "page": "spiders.accounts.page_list.PageListSpider",
    "export": "spiders.accounts.export.ExportSpider",
}
LOOKS: dict[str, str] = {  # by platform: the spider that opens single articles
    "wechat": "spiders.accounts.wechat_looks.WechatLooksSpider",
    "weibo": "spiders.accounts.weibo_looks.WeiboLooksSpider",
}


def spider_of(kind: str) -> type[AccountSpider]:
    """The spider of that kind of source."""
    found: type[AccountSpider] = load_object(SPIDERS[kind])
    return found


def looks_of(platform: str) -> type[LooksSpider]:
    """The spider that opens articles of that platform."""
    found: type[LooksSpider] = load_object(LOOKS[platform])
    return found
