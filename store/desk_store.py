"""The part of the store that the desk alone asks."""

from __future__ import annotations

from store.audit import AuditStore
from store.boards import BoardStore
from store.looks import LookStore
from store.news import NewsStore
from store.people import PeopleStore
from store.plan_edits import PlanEditStore
from store.round_lists import RoundLists
from store.saved_views import SavedViewStore
from store.second_looks import SecondLookStore
from store.sessions import SessionStore
from store.sign_ins import SignInStore


class DeskStore(
    PeopleStore,
    SessionStore,
    SignInStore,
    AuditStore,
    SavedViewStore,
    PlanEditStore,
    SecondLookStore,
    BoardStore,
    LookStore,
    NewsStore,
    RoundLists,
):
    """People, what they keep and did, and what their pages show beside issues and rounds."""
