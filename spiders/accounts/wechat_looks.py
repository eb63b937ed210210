"""Single WeChat articles looked at: whether they are still there, and what they say in full."""

from __future__ import annotations

from inspection.records import Reading
from spiders.accounts.looks import LooksSpider
from spiders.accounts.wechat_page import WALLS, open_article


class WechatLooksSpider(LooksSpider):
    """Opens the articles' own pages."""

    name = "wechat-looks"
    walls = WALLS

    async def look(self, url: str) -> Reading:
        """The page, its redirects followed. Raises RefusedError."""
        return (await open_article(self.ask, url, self.task.now)).reading
