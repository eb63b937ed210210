"""The application: its pages and interfaces, one by one, and what guards them."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from desk import guard
from desk.api import everything as api
from desk.desk import Desk
from desk.pages import HERE
from desk.views import (
    audit_trail,
    board,
    digests,
    duties,
    evidence,
    expectations,
    exports,
    feeds,
    interface,
    issue,
    issues,
    live,
    me,
    people,
    plan,
    plan_edit,
    rounds,
    scorecard,
    sign_in,
    slack,
    today,
    views,
)

PAGES = (
    today,
    issues,
    exports,
    views,
    issue,
    evidence,
    board,
    expectations,
    duties,
    rounds,
    scorecard,
    digests,
    plan,
    plan_edit,
    people,
    audit_trail,
    me,
    sign_in,
    live,
    feeds,
    interface,
    slack,
)


def application(desk: Desk) -> FastAPI:
    """The desk, ready to be served."""
    app = FastAPI(
        title=api.TITLE,
        docs_url=None,  # their pages load scripts of others
        redoc_url=None,
        openapi_url=None,  # the interface gives it, to whoever is signed in
    )
    app.state.desk = desk
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(api.router, prefix="/api/v1")
    guard.over(app)
    return app
