"""Small cells cannot be told, not even from the total."""

from itertools import product

import pytest

from tripoint.analysis.disclosure.small_cells import is_told, withheld


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((10, 7, 5), ()), ((10, 2, 7), (1, 2)), ((10, 2, 3), (1, 2)), ((10, 1, 1, 7), (1, 2, 3)), ((4,), (0,)),
        ((5,), ()), ((), ()), ((3, 9), (0, 1)), ((1, 1), (0, 1)),
    ],
)  # fmt: skip
def test_small_cells_and_the_fewest_others_are_withheld(counts: tuple[int, ...], hidden: tuple[int, ...]) -> None:
    assert tuple(at for at, hides in enumerate(withheld(counts, least=5)) if hides) == hidden


def test_no_group_tells_a_small_cell_by_subtraction_from_its_total() -> None:
    for counts in product(range(1, 8), repeat=3):
        hides = withheld(counts, least=5)
        rest = [count for count, hidden in zip(counts, hides, strict=True) if hidden]
        assert all(count >= 5 for count, hidden in zip(counts, hides, strict=True) if not hidden)
        assert not rest or len(rest) > 1
        assert not rest or sum(rest) >= 5 or len(rest) == len(counts)


def test_a_count_alone_is_told_from_the_least_on() -> None:
    assert is_told(5, least=5)
    assert not is_told(4, least=5)


def test_many_ones_that_add_to_the_least_are_not_told_by_their_number() -> None:
    assert withheld((1, 1, 1, 1, 1, 10), least=5) == (True,) * 6
