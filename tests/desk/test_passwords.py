"""Passwords."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from desk.passwords import checked, hashed, one_time, weakness


@pytest.mark.parametrize(
    ("password", "login", "words"),
    [
        ("短", "a", "至少"),
        ("a" * 201, "a", "最多"),
        ("1234567890", "a", "常见"),
        ("Password123!", "a", "常见"),
        ("aaaaaaaaaaaa", "b", "常见"),
        ("zhangsan2026", "zhangsan", "用户名"),
        ("ZhangSan@2026", "zhangsan", "用户名"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, login: str, words: str) -> None:
    assert words in (weakness(password, login) or "")


@pytest.mark.parametrize("password", ["今天天气很好适合走一走", "correct horse battery", "zhangsan likes tea"])
def test_a_sentence_is_a_good_password(password: str) -> None:
    assert weakness(password, "zhangsan") is None


def test_a_password_given_out_is_a_good_one() -> None:
    assert weakness(one_time(), "admin") is None


def test_a_password_is_kept_by_argon2_and_found_again() -> None:
    kept = hashed("今天天气很好适合")

    assert (kept.startswith("$argon2id$"), checked("今天天气很好适合", kept)) == (True, (True, None))


@pytest.mark.parametrize("kept", [None, "", "plain", "$argon2id$broken"])
def test_what_cannot_be_held_against_anything_is_wrong(kept: str | None) -> None:
    assert checked("今天天气很好适合\ud800\x00", kept) == (False, None)


def test_a_hash_of_old_parameters_is_renewed() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("今天天气很好适合")

    right, newer = checked("今天天气很好适合", old)

    assert (right, newer is not None and newer != old) == (True, True)
