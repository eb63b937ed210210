"""Sites, by the interface."""

from __future__ import annotations

from fastapi import HTTPException
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import part
from desk.desk import Desk
from inspection.issue import ALIVE
from store.issue_lists import IssueFilter

router = part("sites")


class UnitOut(BaseModel):
    """One unit of the plan. Contacts' addresses are in the plan alone."""

    name: str
    contacts: list[str] = Field(description="Names of people.")


class SiteOut(BaseModel):
    """One site that the desk knows."""

    name: str = Field(description="As the plan has it.", examples=["示例市民政局"])
    home: str | None = Field(description="Its home page; null: no plan of it can be read.")
    timezone: str = Field(description="Of the plan: in which its days begin.", examples=["Asia/Shanghai"])
    units: list[UnitOut]
    columns: list[str] = Field(description="Names of the plan's columns.")
    accounts: list[str] = Field(description="Names of the plan's accounts.")
    open_issues: int = Field(description="Issues that are not over.", ge=0)


class Sites(BaseModel):
    """Every site."""

    sites: list[SiteOut]


def site_of(desk: Desk, wanted: str | None) -> str:
    """The site asked for, else the only one. Raises 404 where there is none, 422 where there are several."""
    known = desk.plans.sites()
    if wanted is not None:
        if wanted not in known:
            raise HTTPException(404, "没有这个网站，网站名见 /api/v1/sites")
        return wanted
    if len(known) == 1:
        return known[0]
    raise HTTPException(*((422, "有多个网站，请用 site 写明哪一个") if known else (404, "还没有任何网站")))


@router.get("/sites", summary="Every site")
def sites(desk: TheDesk, _: TheCaller) -> Sites:
    """Sites of the plans that the desk was given, then whatever else its database knows."""
    return Sites(sites=[_site(desk, name) for name in desk.plans.sites()])


def _site(desk: Desk, name: str) -> SiteOut:
    plan = desk.plans.of(name)
    units = [UnitOut(name=unit.name, contacts=[one.name for one in unit.contacts]) for unit in plan.units]
    return SiteOut(
        name=name,
        home=None if desk.plans.is_bare(name) else plan.site.home,
        timezone=str(plan.zone),
        units=units,
        columns=[column.name for column in plan.columns],
        accounts=[account.name for account in plan.accounts],
        open_issues=desk.store.count_issues(IssueFilter(site=name, states=ALIVE)),
    )
