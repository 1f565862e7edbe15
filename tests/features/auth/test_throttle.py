"""Throttling of sign-in: guessing is slow, whoever and wherever the guesser is."""

import pytest

from arengo.auth.sessions.throttle import (
    KEPT,
    PER_ADDRESS,
    PER_NAME,
    Throttle,
    TooManyAttempts,
)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock) -> Throttle:
    return Throttle(clock)


def address(number: int) -> str:
    return f"192.0.{number // 256}.{number % 256}"


def test_a_name_can_be_tried_so_often_from_wherever(throttle):
    for number in range(PER_NAME.attempts):
        throttle.attempt("alice", address(number))
    with pytest.raises(TooManyAttempts):
        throttle.attempt("alice", address(200))
    throttle.attempt("bob", address(200))


def test_writing_a_name_otherwise_is_no_way_round(throttle):
    for number in range(PER_NAME.attempts):
        throttle.attempt("Alice ", address(number))
    with pytest.raises(TooManyAttempts):
        throttle.attempt("@aLICE", address(200))


def test_an_address_can_try_so_many_names(throttle):
    for number in range(PER_ADDRESS.attempts):
        throttle.attempt(f"name{number}", "198.51.100.7")
    with pytest.raises(TooManyAttempts):
        throttle.attempt("another", "198.51.100.7")
    throttle.attempt("another", "198.51.100.8")


def test_a_customer_with_many_addresses_is_one(throttle):
    for number in range(PER_ADDRESS.attempts):
        throttle.attempt(f"name{number}", f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooManyAttempts):
        throttle.attempt("another", "2001:db8:1:2:ffff::1")
    throttle.attempt("another", "2001:db8:1:3::1")


def test_waiting_as_long_as_told_is_enough(throttle, clock):
    for number in range(PER_NAME.attempts):
        throttle.attempt("alice", address(number))
    with pytest.raises(TooManyAttempts) as caught:
        throttle.attempt("alice", address(200))
    clock.now += float(caught.value.headers["Retry-After"])
    throttle.attempt("alice", address(200))


def test_the_right_password_forgives_what_was_mistyped(throttle):
    for number in range(PER_NAME.attempts):
        throttle.attempt("alice", address(number))
    throttle.forgive("alice", address(0))
    throttle.attempt("alice", address(0))


def test_the_memory_of_attempts_is_bounded(throttle):
    for number in range(KEPT + 100):
        throttle.attempt(f"name{number}", f"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}")
    assert len(throttle._arrivals) <= KEPT
