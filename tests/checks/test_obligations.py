"""What the checks of interpretation share."""

from __future__ import annotations

import gc
import weakref

from checks.missing_interpretation import MissingInterpretation
from checks.obligations import pairings
from tests.checks.policies import I, P, interpretation, policy, round_


def test_what_was_drawn_from_a_round_dies_with_it() -> None:
    observed = round_([policy()], [interpretation()])
    list(MissingInterpretation().judge(observed))
    alive = weakref.ref(observed)

    del observed
    gc.collect()

    assert alive() is None


def test_a_second_question_about_one_round_has_the_first_answer() -> None:
    observed = round_([policy()], [interpretation()])
    assert pairings(observed) is pairings(observed)


def test_an_interpretation_among_the_policies_is_paired_too() -> None:
    observed = round_([policy(), interpretation()], [])
    assert [(p.policy_url.endswith(P), p.interpretation_url.endswith(I)) for p in pairings(observed)] == [(True, True)]


def test_a_plan_without_a_rule_pairs_nothing() -> None:
    observed = round_([policy()], [interpretation()])
    bare = observed.plan.model_copy(update={"interpretation": None})
    assert pairings(type(observed)(bare, observed.as_of, observed.workdays, observed.home)) == ()
