"""Lines that stood in a file before."""

import random

from tripoint.controls.repeats import Repeats


def test_a_line_repeats_the_first_of_its_kind_within_a_batch_and_across_batches() -> None:
    repeats = Repeats()
    assert repeats.first_lines([b"a", b"b", b"a"], [2, 3, 4]) == [0, 0, 2]
    assert repeats.first_lines([b"c", b"b", b"c"], [5, 6, 7]) == [0, 3, 5]


def test_it_agrees_with_a_plain_dictionary_over_many_batches() -> None:
    drawn, known, repeats, number = random.Random(3), dict[bytes, int](), Repeats(), 1
    for _ in range(40):
        lines = [b"%d" % drawn.randint(1, 3_000) for _ in range(200)]
        numbers = list(range(number + 1, number + 201))
        number += 200
        expected = []
        for line, at in zip(lines, numbers, strict=True):
            first = known.setdefault(line, at)
            expected.append(0 if first == at else first)
        assert repeats.first_lines(lines, numbers) == expected
