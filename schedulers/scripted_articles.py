"""Articles that scripts draw: from the data that their pages ask for, else in the browser; what they say, and link to.

A template whose pages show no text by plain HTTP is tried once. Where the browser shows text it is remembered as drawn
by script, with the way to ask for its data where one was seen; else as plain, for as long as a look holds.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from inspection.addresses import host_of
from inspection.pictures import Family, Mode
from inspection.records import Article, ColumnReading, ColumnState, Page, Reading, Verdict, day_of
from schedulers.article_sources import ArticleSources, learnt_from
from schedulers.browsed import Browsed
from schedulers.drawings import Drawings, Drawn
from schedulers.shells import SCRIPTED, Settle, body_of, follow_drawn, judge_shell
from spiders import soft404
from spiders.article_recipes import ArticleRecipe
from spiders.column_dates import is_weak
from spiders.column_earlier import day_in
from spiders.column_order import ColumnOrder, orders_of
from spiders.column_pages import Fetched
from spiders.drawn_articles import completed, entry_of, is_hollow
from spiders.reading.reader import read_page
from spiders.verdict import FILE_EXTENSIONS, Outcome

RENDERED = 60  # articles that the browser draws in a round
BESIDE = 20  # of these, such as nobody judges by their text
UNSEEN = 20  # articles that their source does not have: the browser says whether they are there
FEW = 3  # articles that a source lacks say nothing of the source
SOURCED = 400  # articles that are asked for at their source in a round
_FIRST = date.min


@dataclass(slots=True)
class _Template:
    """Articles whose pages are drawn by the same script."""

    name: str
    articles: list[Article] = field(default_factory=list)  # hollow, newest first; those that matter before the others
    matter: set[str] = field(default_factory=set)  # addresses
    known: bool = False  # an earlier round learnt that a script draws it


async def read_scripted_articles(browsed: Browsed, drawings: Drawings, settle: Settle) -> None:
    """After columns are read: complete the readings of those whose articles scripts draw. A watch round does not."""
    if browsed.kind == "watch" or browsed.plan.crawl.browser == "never":
        return
    readings = await asyncio.to_thread(browsed.store.readings, browsed.round_id)
    templates = await asyncio.to_thread(_templates, browsed, readings)
    drawn, unseen = dict[str, Fetched](), list[str]()
    for template in templates:
        found = await _read(browsed, drawings, template)
        drawn |= found
        # Where a template's articles are to be had, those that are not may not be there at all.
        if found or template.known:
            unseen += [article.url for article in template.articles if article.url not in found]
    hollow = {article.url for template in templates for article in template.articles} - drawn.keys()
    if drawn or hollow:
        await asyncio.to_thread(_complete, browsed, readings, drawn, hollow)
    await _judge(browsed, drawings, drawn, unseen)
    if drawn and await follow_drawn(browsed, [Drawn(url, page, 0, ()) for url, page in drawn.items()]):
        await browsed.sweep.run([])
        await settle()


async def read_articles(browsed: Browsed, drawings: Drawings, wanted: Sequence[str]) -> dict[str, Fetched]:
    """These addresses as scripts draw them, as far as that is to be had; all of a kind that is known, or is tried."""
    groups: dict[str, _Template] = defaultdict(lambda: _Template(""))
    for url in wanted:
        name = family_of(url)
        groups[name].name = name
        groups[name].articles.append(Article("", "", url))
        groups[name].matter.add(url)
    found: dict[str, Fetched] = {}
    for template in groups.values():
        found |= await _read(browsed, drawings, template)
    return found


def family_of(url: str) -> str:
    """The name of an article's template among the families of the site."""
    return f"article {soft404.shape(url)}"[:500]


def _templates(browsed: Browsed, readings: dict[str, ColumnReading]) -> list[_Template]:
    """Templates with articles that plain HTTP showed nothing of, each with these articles."""
    today = day_in(browsed.plan, browsed.as_of)
    orders = {order.column: order for order in orders_of(browsed.plan, today, browsed.kind)}
    with_text: dict[str, int] = defaultdict(int)
    empty: dict[str, dict[str, tuple[Article, bool]]] = defaultdict(dict)
    for reading in readings.values():
        order = orders.get(reading.column)
        if order is None or reading.state is not ColumnState.READ:
            continue
        for article in reading.articles:
            if not _is_own_page(browsed, article.url):
                continue
            name = family_of(article.url)
            if article.text:
                with_text[name] += article.read_in_full
            else:
                empty[name].setdefault(article.url, (article, _matters(order, article)))
    found = []
    families = browsed.store.families(browsed.plan.site.name)
    for name, articles in empty.items():
        known = name in families and families[name].mode is not Mode.PLAIN
        if known or with_text[name] <= len(articles):  # else it is the odd article that has no text
            found.append(_hollow(browsed, _Template(name, known=known), list(articles.values())))
    return [template for template in found if template.articles]


def _hollow(browsed: Browsed, template: _Template, articles: list[tuple[Article, bool]]) -> _Template:
    """The template's articles, if the newest of their pages are shells; a page that is none speaks for the template."""
    articles.sort(key=lambda pair: (pair[1], _day(pair[0])), reverse=True)
    for article, _ in articles[:3]:
        page = browsed.store.page(browsed.round_id, article.url)
        body = body_of(browsed, page) if page is not None else None
        if page is not None and body is not None and _is_hollow(page, body):
            template.articles = [article for article, _ in articles]
            template.matter = {article.url for article, matters in articles if matters}
            break
    return template


def _is_hollow(page: Page, body: bytes) -> bool:
    return page.status == 200 and is_hollow(body, page.final_url, page.content_type)


def _is_own_page(browsed: Browsed, url: str) -> bool:
    path = url.partition("?")[0].rpartition("/")[2].lower()
    is_file = "." in path and path.rpartition(".")[2] in FILE_EXTENSIONS
    return host_of(url) in browsed.plan.site.inspected_hosts and not is_file


def _matters(order: ColumnOrder, article: Article) -> bool:
    """Whether somebody judges by the article's text or date, and not by its row alone."""
    return is_weak(entry_of(article)) or (order.in_full and not order.is_old(article.published_at))


def _day(article: Article) -> date:
    return day_of(article.published_at, UTC) if article.published_at is not None else _FIRST


async def _read(browsed: Browsed, drawings: Drawings, template: _Template) -> dict[str, Fetched]:
    """The template's articles, by what is known of it, else by what one of them teaches."""
    store, site = browsed.store, browsed.plan.site.name
    family = (await asyncio.to_thread(store.families, site)).get(template.name)
    if family is not None and family.mode is Mode.PLAIN:
        if datetime.now(UTC) - family.tried_at < browsed.plan.verify_within:
            return {}
        family = None
    recipe = ArticleRecipe.of(family.recipe) if family is not None and family.mode is Mode.SOURCE else None
    found: dict[str, Fetched] = {}
    if recipe is not None:
        found = await ArticleSources(browsed).pages(recipe, template.articles[:SOURCED])
        if not found and len(template.articles) < FEW:
            return {}  # these may be gone
        if not found:
            family = recipe = None  # it does not answer as it did: learnt anew
    if family is None:
        family, first = await _learn(browsed, drawings, template)
        if family is None or first is None:
            return {}
        recipe = ArticleRecipe.of(family.recipe)
        if recipe is not None:
            found = await ArticleSources(browsed).pages(recipe, template.articles[:SOURCED])
        found |= {first.url: first.page}
    if recipe is None:
        found |= await _drawn(drawings, template, found)
    return found


async def _learn(browsed: Browsed, drawings: Drawings, template: _Template) -> tuple[Family | None, Drawn | None]:
    """What the browser shows of one article, and what that says of the template."""
    today = day_in(browsed.plan, browsed.as_of)
    for article in template.articles[:2]:
        drawn = await drawings.of(article.url)
        if drawn is None:
            continue
        reading = await asyncio.to_thread(_reading, drawn.page, today)
        now = datetime.now(UTC)
        if not reading.text:
            family = Family(template.name, Mode.PLAIN, now, now, note="浏览器打开也没有正文")
        elif (recipe := await learnt_from(browsed, drawings, drawn, reading, template.articles)) is not None:
            note = "正文由脚本生成，直接读取其数据"
            family = Family(template.name, Mode.SOURCE, now, now, recipe=recipe.as_json(), note=note)
        else:
            family = Family(template.name, Mode.RENDERED, now, now, note="正文由脚本生成，用浏览器读取")
        await asyncio.to_thread(browsed.store.record_family, browsed.plan.site.name, family)
        return family, drawn if reading.text else None
    return None, None


def _reading(page: Fetched, today: date) -> Reading:
    return read_page(page.body, page.url, content_type=page.content_type, today=today, kind="article", links=False)


async def _drawn(drawings: Drawings, template: _Template, known: dict[str, Fetched]) -> dict[str, Fetched]:
    """The newest articles, each drawn by the browser: those that matter, and some for where they lead."""
    urls = [article.url for article in template.articles if article.url not in known]
    matter = [url for url in urls if url in template.matter][:RENDERED]
    others = [url for url in urls if url not in template.matter][: min(BESIDE, RENDERED - len(matter))]
    shown = await asyncio.gather(*(drawings.of(url) for url in matter + others))
    return {one.url: one.page for one in shown if one is not None}


def _complete(
    browsed: Browsed, readings: dict[str, ColumnReading], drawn: dict[str, Fetched], hollow: set[str]
) -> None:
    """Record the readings anew, with what the articles' own pages say. What was not seen was not read in full."""
    today = day_in(browsed.plan, browsed.as_of)
    read = {url: _reading(page, today) for url, page in drawn.items()}
    for reading in readings.values():
        articles = list[Article]()
        for article in reading.articles:
            if article.url in read and read[article.url].text:
                articles.append(completed(article, read[article.url]))
            elif article.url in hollow and article.read_in_full:
                articles.append(replace(article, read_in_full=False))
            else:
                articles.append(article)
        if articles != list(reading.articles):
            browsed.store.record_reading(browsed.round_id, replace(reading, articles=tuple(articles)))


async def _judge(browsed: Browsed, drawings: Drawings, drawn: dict[str, Fetched], unseen: list[str]) -> None:
    """Whether articles are there whose pages are the same for all: the source has them, or the browser says so."""
    ledger, today = browsed.sweep.ledger, day_in(browsed.plan, browsed.as_of)
    for url in [*drawn, *unseen[:UNSEEN]]:
        probe = ledger.probes.get(url)
        if probe is not None and (probe.verdict is not Verdict.UNDECIDED or probe.reason != SCRIPTED):
            continue
        if url not in drawn or drawings.knows(url) or not _reading(drawn[url], today).text:
            await judge_shell(browsed, drawings, url)
        elif probe is not None:
            ledger.settle(url, Outcome(Verdict.SOUND, status=200), 2)
    await browsed.sweep.recorder.flush()
