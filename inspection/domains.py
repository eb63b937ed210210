"""Names of hosts: which belong to one owner, and which everybody's pages link to."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "mil", "go", "or", "ne", "gob", "gouv", "idv"})
_CODES = "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo"
_PROVINCES = frozenset(_CODES.split())
# Offices, schools and charities (the last two are .政务 and .公益): nobody's bait, though they may be broken into.
_PUBLIC = ("gov.cn", "mil.cn", "edu.cn", "ac.cn", "gov.hk", "gov.mo", "gov", "edu", "xn--zfr164b", "xn--55qw42g")
# Counters, sharing, maps, players, badges, papers: on countless pages, often out of sight.
_NAMES = """
    cnzz.com umeng.com baidu.com bdimg.com bdstatic.com 51.la 51yes.com linezing.com google.com google-analytics.com
    googletagmanager.com gstatic.com jiathis.com bshare.cn weibo.com weibo.cn sina.com.cn sina.cn qq.com qzone.com
    wechat.com weixin.com douyin.com kuaishou.com toutiao.com bilibili.com zhihu.com renren.com douban.com conac.cn
    people.com.cn people.cn xinhuanet.com news.cn cctv.com cntv.cn chinadaily.com.cn china.com.cn cri.cn gmw.cn
    jquery.com jsdelivr.net bootcdn.net cloudflare.com unpkg.com w3.org adobe.com macromedia.com microsoft.com
    mozilla.org apple.com amap.com autonavi.com tianditu.com youku.com iqiyi.com github.com facebook.com 163.com
    twitter.com x.com youtube.com linkedin.com instagram.com firefox.com.cn firefox.com opera.com 360.cn so.com
    sogou.com 12377.cn 12371.cn xuexi.cn 12315.cn iflytek.com trs.cn trs.com.cn hanweb.com ucap.com.cn kaipuyun.cn
    sohu.com ifeng.com alipay.com taobao.com aliyun.com huaweicloud.com
"""
_USUAL = frozenset(_NAMES.split())


@lru_cache(maxsize=8192)
def domain_of(host: str) -> str:
    """The part of a host's name that somebody registered: example.com of www.example.com, a.gov.cn of www.a.gov.cn."""
    name = host.partition(":")[0].rstrip(".").lower()
    labels = name.split(".")
    if host.startswith("[") or labels[-1].isdecimal():
        return host  # an address of numbers is its own, each port another
    if len(labels) <= 2:
        return name
    second = labels[-2] in _SECOND and len(labels[-1]) == 2
    province = labels[-1] == "cn" and labels[-2] in _PROVINCES
    return ".".join(labels[-3:] if second or province else labels[-2:])


def is_within(host: str, names: Collection[str]) -> bool:
    """Whether the host has one of these names, or lies below one."""
    bare = host.partition(":")[0]
    return host in names or any(bare == name or bare.endswith(f".{name}") for name in names)


@lru_cache(maxsize=8192)
def is_public(host: str) -> bool:
    """Whether it is an office's, a school's, or the like, by its name."""
    return is_within(host, _PUBLIC)


@lru_cache(maxsize=8192)
def is_usual(host: str) -> bool:
    """Whether pages of any kind link to it, seen or unseen, and mean no harm."""
    return is_public(host) or domain_of(host) in _USUAL
