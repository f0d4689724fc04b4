"""CAS numbers: the form, and the digit that checks the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.registry.cas import cas_check


@pytest.mark.parametrize("cas", ["437-38-7", "108-24-7", "7732-18-5", "58-08-2", "2244737-98-0"])
def test_a_number_in_use_passes(cas: str) -> None:
    assert cas_check(cas)


@pytest.mark.parametrize(
    "cas", ["437-38-6", "437-83-7", "0437-38-7", "437387", " 437-38-7", "437-38-7\n", "٤٣٧-٣٨-٧", "", "1-23-4"]
)
def test_a_wrong_digit_or_form_fails(cas: str) -> None:
    assert not cas_check(cas)


@given(st.integers(10, 9_999_999), st.integers(0, 99), st.integers(1, 9))
def test_exactly_one_last_digit_is_right(first: int, second: int, shift: int) -> None:
    right = [digit for digit in range(10) if cas_check(f"{first}-{second:02}-{digit}")]
    assert len(right) == 1
    assert not cas_check(f"{first}-{second:02}-{(right[0] + shift) % 10}")
