"""Changes that befall a portal overnight, and that show on what a daily round looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.schedulers.changing_site import CHANNEL, COLUMNS, Piece, Portal

Change = Callable[[Portal], None]


def _some(portal: Portal, slug: str | None = None) -> tuple[str, Piece]:
    slug = slug or portal.rng.choice(list(COLUMNS))
    alive = [piece for piece in portal.columns[slug] if not piece.gone]
    return slug, portal.rng.choice(alive or portal.columns[slug])


def _young(portal: Portal) -> Piece | None:
    """An article of the last days that a column has shown for long."""
    shown = [one for slug in ("tzgg", "zcwj") for one in portal.columns[slug] if one.path.startswith(f"/{slug}/")]
    young = [one for one in shown if not one.gone and timedelta(2) < portal.today - one.day < timedelta(13)]
    return portal.rng.choice(young) if young else None


def new_article(portal: Portal) -> None:
    """With what belongs to it: a file that is there, one that is not, a link off the site."""
    piece = portal.publish(portal.rng.choice(list(COLUMNS)), portal.today)
    piece.links += [portal.attach(), f"/attach/missing{portal.count}.pdf", f"{portal.elsewhere}/gone/{portal.count}"]


def new_article_in_a_channel_unnamed(portal: Portal) -> None:
    """Its list is no column of the plan."""
    portal.publish(CHANNEL, portal.today).links.append(f"/attach/missing{portal.count}.zip")


def removed_with_its_row(portal: Portal) -> None:
    """Other articles may still lead there."""
    slug, piece = _some(portal)
    portal.columns[slug].remove(piece)


def young_one_removed_and_its_row_kept(portal: Portal) -> None:
    """The list does not show it; the article was published lately."""
    piece = _young(portal)
    if piece is not None:
        piece.gone = True


def young_one_edited(portal: Portal) -> None:
    """In place, with a link to nothing."""
    piece = _young(portal)
    if piece is not None:
        portal.count += 1
        piece.links.append(f"/attach/edited{portal.count}.xls")


def moved_to_another_column(portal: Portal) -> None:
    """The row, not the page."""
    slug, piece = _some(portal)
    portal.columns[slug].remove(piece)
    portal.columns[portal.rng.choice([other for other in COLUMNS if other != slug])].insert(0, piece)


def moved_to_another_address(portal: Portal) -> None:
    """The old address redirects."""
    _, piece = _some(portal)
    portal.count += 1
    old, piece.path = piece.path, f"{piece.path.rpartition('/')[0]}/m{portal.count:06d}.html"
    portal.redirects[old] = piece.path
    for one in portal.pieces():
        one.related = [old if path == old else path for path in one.related]


def column_emptied(portal: Portal) -> None:
    """Every row is gone, and what only they led to."""
    portal.emptied.add(portal.rng.choice(["zcjd", "gzdt"]))


def column_filled_again(portal: Portal) -> None:
    """As it was."""
    portal.emptied.clear()


def restored(portal: Portal) -> None:
    """What was missing is there now."""
    missing = [to for one in portal.pieces() for to in one.links if to.startswith("/attach/")]
    portal.files.update(missing)


def broken_link_taken_out(portal: Portal) -> None:
    """The page is edited in place, and leads to nothing missing any more."""
    for one in portal.pieces():
        one.links = [to for to in one.links if not to.startswith("/attach/") or to in portal.files]


def template_gains_a_broken_link(portal: Portal) -> None:
    """On every page."""
    portal.count += 1
    portal.navigation.append(f"/lost/{portal.count}.html")


def template_loses_its_broken_links(portal: Portal) -> None:
    """On every page."""
    portal.navigation = [path for path in portal.navigation if not path.startswith("/lost/")]


def template_redrawn(portal: Portal) -> None:
    """Other bytes everywhere, the same links."""
    portal.style += "b"


def row_reworded(portal: Portal) -> None:
    """Title and date, in row and page."""
    _, piece = _some(portal)
    piece.title = f"{piece.title}（修订）"
    piece.day += timedelta(days=1)


CHANGES: tuple[Change, ...] = (
    new_article,
    new_article_in_a_channel_unnamed,
    removed_with_its_row,
    young_one_removed_and_its_row_kept,
    young_one_edited,
    moved_to_another_column,
    moved_to_another_address,
    column_emptied,
    column_filled_again,
    restored,
    broken_link_taken_out,
    template_gains_a_broken_link,
    template_loses_its_broken_links,
    template_redrawn,
    row_reworded,
)
