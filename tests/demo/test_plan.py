"""The demo's plans are valid, and agree with its content."""

from __future__ import annotations

from ruamel.yaml import YAML

from demo.answers import Hosts
from demo.content import load
from demo.plan import write_plans
from demo.truth import load_truth
from inspection.plan import Plan

HOSTS = Hosts("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:4")


def _plans(folder):
    return [Plan.model_validate(YAML(typ="safe", pure=True).load(p)) for p in write_plans(HOSTS, folder)]


def test_the_ports_of_the_run_are_filled_in(tmp_path):
    portal, down = _plans(tmp_path)
    assert (portal.site.home_url, down.site.home_url) == ("http://127.0.0.1:1/", "http://127.0.0.1:4/")


def test_the_plan_and_the_content_name_the_same_columns_with_the_same_kinds(tmp_path):
    planned = {(c.name, c.url, c.kind, c.unit) for c in _plans(tmp_path)[0].columns}
    drawn = {(c.name, c.path, c.kind, c.unit) for c in load().columns}
    assert {name for name, *_ in planned - drawn} == {"慈善事业", "机构概况"}
    assert drawn <= planned


def test_every_name_in_the_list_of_faults_is_in_the_plan(tmp_path):
    plan = _plans(tmp_path)[0]
    names = {c.name for c in (*plan.columns, *plan.accounts)} | {e.name for e in plan.expectations}
    names |= {f"{a.name}：{label}" for a in plan.accounts for label, _ in a.labelled}
    truth = load_truth(HOSTS, load().urls)
    names |= {plan.site.name, "页脚"}
    everything = (*truth.faults, *truth.undecided, *truth.sound)
    of_plan = (k for k in everything if k.check not in {"missing-label", "missing-identity"})  # theirs are marks
    told = {k.subject for k in of_plan if not k.subject.startswith("http")}
    assert told <= names


def test_subjects_are_unique(tmp_path):
    truth = load_truth(HOSTS, load().urls)
    subjects = [(k.check, k.subject) for k in (*truth.faults, *truth.undecided, *truth.sound)]
    assert len(subjects) == len(set(subjects))
