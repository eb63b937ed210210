"""Writes the files of a benchmark portal: articles, columns, home page, attachments, and what surrounds them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from benchmarks import guards, markup, words
from benchmarks.nouns import MOVED_TO, ROWS, Article, Portal

GBK_SHARE = 0.05  # of articles, encoded in GBK as old parts of portals are
ATTACHMENT_SHARE = 0.6  # of articles that offer a file of their own
IMAGE_SHARE = 0.42
LARGE_EVERY = 60  # each so-manyth attachment is of several megabytes
WAITING = frozenset({"slow", "flaky-once", "flaky-twice", "timeout"})  # targets that cost time, not work


class Writer:
    """Writes one portal; holds what its steps share."""

    def __init__(self, portal: Portal, chance: random.Random, static: Sequence[str]) -> None:
        self.portal, self.chance, self.static = portal, chance, static
        self.www = portal.folder / "www"
        nav = [(f"/{c[0]}/", c[1]) for c in words.COLUMNS]
        nav += [(f"/about/{n}.html", name) for n, name in enumerate(static, 1)]
        broken = next(t for t in portal.targets if t.sort.what == "page-404")
        extra = f'<a href="{broken.href}">专题专栏</a>'  # one fault in the template, on every page
        self.frame = markup.make_frame(nav, portal.addresses.elsewhere, extra)
        self.pool = words.paragraphs(chance, 200)
        self.columns: list[list[Article]] = [[] for _ in words.COLUMNS]
        for article in portal.articles:
            self.columns[article.column].append(article)
        self.made: set[Path] = set()

    def write(self) -> None:
        """Everything, in an order that the seed fixes."""
        extras = self._place_targets()
        for number, article in enumerate(self.portal.articles):
            self._article(number, article, extras.get(number, ""))
        for index in range(len(words.COLUMNS)):
            self._lists(index)
        for number, name in enumerate(self.static, 1):
            body = f"<h1>{name}</h1>\n" + "\n".join(f"<p>{p}</p>" for p in self.chance.sample(self.pool, 4))
            self._page(f"/about/{number}.html", self.frame.page(f"{name} - {markup.SITE}", body))
        self._home()
        self._furniture()

    def _page(self, path: str, text: str, charset: str = "utf-8") -> None:
        self._file(self.www, path, text.encode(charset))
        self.portal.pages += 1

    def _file(self, root: Path, path: str, head: bytes, size: int = 0) -> None:
        """A file of `size` bytes that begins with `head`; the rest is a hole, which costs no disk.

        One that holds just that already is left alone, and keeps its time.
        """
        file = root / path.lstrip("/")
        if not size and file.exists() and file.read_bytes() == head:
            return
        if file.parent not in self.made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(file.parent)
        with file.open("wb") as out:
            out.write(head)
            if size > len(head):
                out.truncate(size)

    def publish(self, article: Article) -> None:
        """A new article, at the top of its column."""
        self.portal.articles.append(article)
        self.columns[article.column].insert(0, article)
        self._article(len(self.portal.articles) - 1, article, "")

    def reword(self, article: Article, words_more: str) -> None:
        """Another title, in the article and in its row."""
        changed = replace(article, title=article.title + words_more)
        at = self.portal.articles.index(article)
        self.portal.articles[at] = changed
        column = self.columns[article.column]
        column[column.index(article)] = changed
        file = self.www / article.path.lstrip("/")
        file.write_bytes(file.read_bytes().replace(b"</h1>", b"(rev)</h1>", 1))

    def withdraw(self, article: Article) -> None:
        """Page and row are gone; other articles may still lead there."""
        self.columns[article.column].remove(article)
        (self.www / article.path.lstrip("/")).unlink()

    def renew(self) -> None:
        """Lists and home page, as the columns are now."""
        for index in range(len(words.COLUMNS)):
            self._lists(index)
        self._home()

    def _place_targets(self) -> dict[int, str]:
        """Which articles link to which targets: each target from one to three articles."""
        placed: dict[int, list[str]] = {}
        for n, target in enumerate(self.portal.targets):
            if target.sort.element == "stylesheet":
                continue
            snippet = markup.link_to(target.sort.element, target.href, f"相关材料{n}")
            for _ in range(self.chance.randint(1, 3)):
                placed.setdefault(self.chance.randrange(len(self.portal.articles)), []).append(snippet)
        return {number: "\n".join(snippets) for number, snippets in placed.items()}

    def _article(self, number: int, article: Article, extras: str) -> None:
        folder, name = words.COLUMNS[article.column][:2]
        hung = [extras, *self._attachment(number), *self._image()]
        if article.title.startswith("《") and article.title.endswith("》政策解读"):
            policy = self.portal.articles[number - 1]
            hung.append(f'<p>相关文件：<a href="{policy.path}">{policy.title}</a></p>')
        near = self.portal.articles[max(0, number - 4) : number + 5]
        rows = "".join(f'<li><a href="{a.path}">{a.title[:20]}</a></li>' for a in near if a is not article)
        body = markup.article_body(
            article.title,
            article.date,
            (f"/{folder}/", name),
            self.chance.sample(self.pool, self.chance.randint(3, 8)),
            "\n".join(hung),
        )
        charset = "gb18030" if self.chance.random() < GBK_SHARE else "utf-8"
        text = self.frame.page(
            f"{article.title} - {markup.SITE}",
            f'{body}\n<div class="relevant"><h3>相关阅读</h3><ul>{rows}</ul></div>',
            markup.article_metas(article.title, article.date, name),
            f"{number}",
            "gb2312" if charset == "gb18030" else charset,
        )
        self._page(article.path, text, charset)

    def _attachment(self, number: int) -> list[str]:
        if self.chance.random() >= ATTACHMENT_SHARE:
            return []
        name = words.file_name(self.chance, number)
        large = self.chance.random() < 1 / LARGE_EVERY
        size = self.chance.randint(3, 12) * 1_000_000 if large else self.chance.randint(3_000, 120_000)
        path = f"/attach/2025/{number:06d}/{name}"
        self._file(self.www, path, b"%PDF-1.4\n" + self.chance.randbytes(512), size)
        self.portal.files += 1
        href = path if self.chance.random() < 0.5 else quote(path)
        return [markup.link_to("a", href, name)]

    def _image(self) -> list[str]:
        if self.chance.random() >= IMAGE_SHARE:
            return []
        path = f"/images/2025/{self.chance.getrandbits(64):016x}.jpg"
        self._file(self.www, path, b"\xff\xd8\xff\xe0" + self.chance.randbytes(64), self.chance.randint(2_000, 60_000))
        self.portal.files += 1
        return [markup.link_to("img", path, "现场照片")]

    def _lists(self, index: int) -> None:
        folder, name = words.COLUMNS[index][:2]
        articles = sorted(self.columns[index], key=lambda a: a.date, reverse=True)
        total = max(1, -(-len(articles) // ROWS))
        for number in range(1, total + 1):
            rows = [
                (a.path.replace(f"/{folder}/", "./", 1), a.title, a.date)
                for a in articles[(number - 1) * ROWS : number * ROWS]
            ]
            body = markup.list_body(name, rows, number, total)
            text = self.frame.page(f"{name} - {markup.SITE}", body, f'<meta name="ColumnName" content="{name}">')
            self._page(f"/{folder}/{markup.page_name(number)}", text)

    def _home(self) -> None:
        blocks = []
        for (folder, name, *_), articles in zip(words.COLUMNS, self.columns, strict=True):
            rows = "".join(f'<li><a href="{a.path}">{a.title}</a><span>{a.date[5:]}</span></li>' for a in articles[:8])
            blocks.append(f'<h2><a href="/{folder}/">{name}</a></h2><ul>{rows}</ul>')
        # Applications hang on the home page, as in life: whoever meets them early need not wait for them at the end.
        services = "\n".join(
            markup.link_to("a", t.href, f"网上办事{n}")
            for n, t in enumerate(self.portal.targets)
            if t.sort.what in WAITING
        )
        self._page("/index.html", self.frame.page(markup.SITE, "\n".join([*blocks, services])))

    def _furniture(self) -> None:
        """Style sheets, scripts, pictures of the template, and the other site's pages."""
        missing = [t.href for t in self.portal.targets if t.sort.element == "stylesheet"]
        rules = "".join(f".b{n}{{background:url('{href}')}}\n" for n, href in enumerate(missing))
        css = f"body{{background:url(../images/logo.png)}}\n{rules}"
        self._file(self.www, "/css/site.css", css.encode())
        self._file(self.www, "/js/site.js", b"function addFavorite(){var u='/old/from-script.html';}\n")
        self._file(self.www, "/robots.txt", b"User-agent: *\nAllow: /\n")
        for name in ("logo", "dzjg", "jiucuo"):
            self._file(self.www, f"/images/{name}.png", b"\x89PNG\r\n\x1a\n", 4_000)
        for target in self.portal.targets:
            if target.sort.what.startswith("head-"):
                self._file(self.www, target.href, b"%PDF-1.4\n", 20_000)
        moved = self.frame.page(f"办事指南 - {markup.SITE}", f"<h1>办事指南</h1><p>{self.pool[0] * 3}</p>")
        self._file(self.www, MOVED_TO, moved.encode())
        for name, text in guards.pages(self.frame).items():
            self._file(self.portal.folder / "guards", f"/{name}.html", text.encode())
        wanted = [t.href.rpartition("/")[2] for t in self.portal.targets if t.sort.what == "offsite"]
        for name in (*wanted, "beian.html", "gongan.html", "conac.html", "jiucuo.html"):
            self._file(self.portal.folder / "offsite", f"/page/{name}", guards.offsite_page(name).encode())
