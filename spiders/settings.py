"""Scrapy's settings: little of Scrapy, and one policy with the sweep."""

from __future__ import annotations

BOT_NAME = "xunjian"
# Spiders are listed one by one.
SPIDER_MODULES = [
    "spiders.columns",
    "spiders.headless.spider",
    "spiders.accounts.feed",
    "spiders.accounts.export",
    "spiders.accounts.page_list",
    "spiders.accounts.wechat_api_spider",
    "spiders.accounts.wechat_album_spider",
    "spiders.accounts.wechat_pages",
    "spiders.accounts.wechat_looks",
    "spiders.accounts.weibo_api_spider",
    "spiders.accounts.weibo_mobile",
    "spiders.accounts.weibo_looks",
]
NEWSPIDER_MODULE = "spiders"

DOWNLOAD_HANDLERS = {
    "http": "spiders.handler.PolicyDownloadHandler",
    "https": "spiders.handler.PolicyDownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "spiders.robots_middleware.OnePerHostRobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
# Spiders of accounts: what the plan names is asked without robots.txt, each platform at its own pace.
ACCOUNT_MIDDLEWARES = {
    **DOWNLOADER_MIDDLEWARES,
    "spiders.robots_middleware.OnePerHostRobotsMiddleware": None,
    "spiders.accounts.pace.PaceMiddleware": 990,
}
ITEM_PIPELINES = {"spiders.pipelines.RecordReadings": 100}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.logstats.LogStats": None,
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
CONCURRENT_ITEMS = 1  # a hundred tasks are spawned per response otherwise
COOKIES_ENABLED = True
HTTPERROR_ALLOW_ALL = True  # an error page is an answer that the walk must hear of
HTTPCACHE_ENABLED = False
LOG_INSTALL_ROOT_HANDLER = False
REMOTE_CONTROL_ENABLED = False  # it would run code that is sent to a local port
TELNETCONSOLE_ENABLED = False
STATS_DUMP = False
