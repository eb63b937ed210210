"""What happens to the portal between two rounds: about one article in a hundred, and now and then something large."""

import datetime as dt
from collections.abc import Callable

from tests.service_blackbox.portal import Article, Portal

YOUNG = 14  # days: younger articles are looked at each day, as the manual says


class Changes:
    """One night's changes; `told` lists them, `silent` the addresses that only a look at themselves can show."""

    def __init__(self, portal: Portal) -> None:
        self.portal, self.rng = portal, portal.rng
        self.told: list[str] = []
        self.silent: set[str] = set()

    def night(self, share: float = 0.01, large: str | None = None) -> None:
        """Let a day pass and change about `share` of the articles; `large` names one large change of the site."""
        portal = self.portal
        portal.day += 1
        portal.firewall = portal.down = False
        number = max(3, round(len(portal.articles) * share))
        for _ in range(number):
            deed = self.rng.choice(SMALL)
            self.told.append(deed(self))
        if large:
            self.told.append(getattr(self, large)())

    def _some(self, young: bool | None = None) -> Article:
        portal = self.portal
        edge = portal.today - dt.timedelta(days=YOUNG - 2)
        good = [a for a in portal.articles.values() if a.listed and not (a.gone or a.soft)]
        good = [a for a in good if not portal.columns[a.column].blank]
        chosen = [a for a in good if young is None or (a.date >= edge) == young]
        return self.rng.choice(chosen or good)

    def _silent(self, article: Article) -> None:
        if article.date < self.portal.today - dt.timedelta(days=YOUNG - 2):
            self.silent.add(self.portal.path(article))

    def publish(self) -> str:
        """A new article, sound."""
        one = self._new()
        return f"publish {self.portal.path(one)}"

    def _new(self) -> Article:
        slug = self.rng.choice([c.slug for c in self.portal.columns.values() if not c.blank])
        return self.portal.publish(slug, self.portal.today - dt.timedelta(days=self.rng.choice([0, 0, 1])))

    def publish_policy(self) -> str:
        """A new policy, with an interpretation or without."""
        portal = self.portal
        slug = next(c.slug for c in portal.columns.values() if c.kind == "政策文件")
        readings = next(c.slug for c in portal.columns.values() if c.kind == "政策解读")
        policy = portal.publish(slug, portal.today - dt.timedelta(days=self.rng.choice([0, 6])))
        policy.title = f"关于印发社区管理办法（{policy.number}）的通知"
        if self.rng.random() < 0.5:
            portal.interpret(policy, readings, portal.today)
        return f"policy {portal.path(policy)}"

    def broken_file(self) -> str:
        """A new article whose file is not there."""
        one = self._new()
        one.files = [f"/files/{one.number}_gone.pdf"]
        self.portal.broken_files.add(one.files[0])
        return f"broken file in {self.portal.path(one)}"

    def broken_outward(self) -> str:
        """A new article with a link to nowhere."""
        one = self._new()
        one.outward = [f"/missing/{one.number}"]
        return f"broken link in {self.portal.path(one)}"

    def edit(self) -> str:
        """Title, date or body of an article edited in place: rows change with it."""
        one, what = self._some(), self.rng.choice(["title", "body", "date"])
        if what == "title":
            one.title += "（更新）"
        elif what == "body":
            one.body += "补充说明。"
            self._silent(one)
        elif self.portal.address > 1:
            one.date -= dt.timedelta(days=1)
        return f"edit {what} {self.portal.path(one)}"

    def drop(self) -> str:
        """An article deleted with its row."""
        one = self._some()
        one.listed, one.gone = False, True
        return f"drop {self.portal.path(one)}"

    def lose(self) -> str:
        """An article deleted, its row left: seen at once only where it is young."""
        one = self._some(young=self.rng.random() < 0.7)
        one.gone = True
        self._silent(one)
        return f"lose {self.portal.path(one)}"

    def soften(self) -> str:
        """An article replaced by a page that says with 200 that it is not there."""
        one = self._some(young=self.rng.random() < 0.7)
        one.soft = True
        self._silent(one)
        return f"soften {self.portal.path(one)}"

    def mend(self) -> str:
        """Something that was broken is put right."""
        portal = self.portal
        broken = [a for a in portal.articles.values() if a.listed and (a.gone or a.soft)]
        if portal.broken_files and self.rng.random() < 0.5:
            portal.broken_files.discard(file := self.rng.choice(sorted(portal.broken_files)))
            return f"mend {file}"
        if not broken:
            return "mend nothing"
        one = self.rng.choice(broken)
        one.gone = one.soft = False
        return f"mend {portal.path(one)}"

    def rename(self) -> str:
        """An article gets another address; rows lead to the new one."""
        one = self._some()
        old = self.portal.path(one)
        one.version += 1
        return f"rename {old} {self.portal.path(one)}"

    def blank(self) -> str:
        """A column loses all its rows."""
        column = self.rng.choice([c for c in self.portal.columns.values() if c.kind not in ("政策文件", "政策解读")])
        column.blank = True
        return f"blank {column.slug}"

    def fill(self) -> str:
        """Blank columns have rows again."""
        for column in self.portal.columns.values():
            column.blank = False
        return "fill"

    def move(self) -> str:
        """A column's list goes behind a redirect."""
        column = self.rng.choice(list(self.portal.columns.values()))
        column.moved = True
        return f"move {column.slug}"

    def reframe(self) -> str:
        """Another template on all pages."""
        self.portal.template += 1
        return "template"

    def recode(self) -> str:
        """Another charset on all pages."""
        self.portal.encoding = "utf-8" if self.portal.encoding == "gbk" else "gbk"
        return "charset"

    def firewalled(self) -> str:
        """All is refused for one day."""
        self.portal.firewall = True
        return "firewall"

    def downed(self) -> str:
        """Nothing answers for one day."""
        self.portal.down = True
        return "down"

    def forbid(self) -> str:
        """robots.txt forbids a column."""
        slug = self.rng.choice(list(self.portal.columns))
        self.portal.robots = f"User-agent: *\nDisallow: /{slug}/\n"
        return f"robots {slug}"


SMALL: tuple[Callable[[Changes], str], ...] = (
    Changes.publish,
    Changes.publish,
    Changes.publish,
    Changes.publish_policy,
    Changes.broken_file,
    Changes.broken_outward,
    Changes.edit,
    Changes.edit,
    Changes.drop,
    Changes.lose,
    Changes.soften,
    Changes.mend,
    Changes.rename,
)
LARGE = ("blank", "fill", "move", "reframe", "recode", "firewalled", "downed", "forbid")
