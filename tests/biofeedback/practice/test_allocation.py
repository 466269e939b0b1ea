"""Permuted blocks are balanced, are as chance has them, and tell nothing of what is left of a block."""

from collections import Counter
from itertools import groupby, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.allocation import LARGEST_BLOCK, Allocated, allocate, shuffled

TWO = ("real", "replayed")
THREE = ("real", "replayed", "slow")
SEEDS = range(3000)
"""As many studies as the shares below need; what they come to never changes, since chance is of the seed alone."""

people = st.integers(1, 60).map(lambda count: [f"P{number:02d}" for number in range(1, count + 1)])


@given(
    participants=people,
    conditions=st.sampled_from([TWO, THREE]),
    times=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    seed=st.integers(0, 2**128),
)
def test_every_whole_block_holds_each_condition_equally_often(
    participants: list[str], conditions: tuple[str, ...], times: list[int], seed: int
) -> None:
    sizes = [each * len(conditions) for each in times]
    allocated = allocate(participants, conditions, sizes, seed)
    assert [each.participant for each in allocated] == participants
    blocks = [list(block) for _, block in groupby(allocated, key=lambda each: each.block)]
    assert [block[0].block for block in blocks] == list(range(1, len(blocks) + 1))
    for at, block in enumerate(blocks):
        (size,) = {each.block_size for each in block}
        assert size in sizes
        assert len(block) == size or (at == len(blocks) - 1 and len(block) < size)
        counts = Counter(each.condition for each in block)
        if len(block) == size:
            assert set(counts) == set(conditions)
            assert set(counts.values()) == {size // len(conditions)}
    # At no moment of the study may one group be ahead of another by more than a block allows.
    for until in range(1, len(allocated) + 1):
        counts = Counter(each.condition for each in allocated[:until])
        assert max(counts.values()) - min(counts[name] for name in conditions) <= max(sizes) // len(conditions)


def test_the_same_seed_gives_the_same_allocation_for_ever() -> None:
    codes = [f"P{number}" for number in range(1, 9)]
    said = "".join(each.condition[2] for each in allocate(codes, TWO, (4,), 20261130))
    assert said == "apapappa"  # whoever has the key of an old study can check it with any later version


def test_more_people_change_nothing_for_those_before_them() -> None:
    codes = [f"P{number}" for number in range(1, 41)]
    for sizes in ((4,), (2, 4, 6)):
        assert allocate(codes, TWO, sizes, 7)[:17] == allocate(codes[:17], TWO, sizes, 7)


def test_every_order_of_a_block_is_as_likely_as_any_other() -> None:
    for conditions, size in ((TWO, 4), (THREE, 3)):
        orders = set(permutations(conditions * (size // len(conditions))))
        codes = [f"P{number}" for number in range(1, 2 * size + 1)]
        studies = [_names(allocate(codes, conditions, (size,), seed)) for seed in SEEDS]
        for block in (slice(0, size), slice(size, 2 * size)):
            met = Counter(names[block] for names in studies)
            assert set(met) == orders
            expected = len(SEEDS) / len(orders)
            chi2 = sum((count - expected) ** 2 / expected for count in met.values())
            assert chi2 < 20.5  # 5 degrees of freedom (both have six orders): one in a thousand is above it


def test_whoever_knows_a_part_of_a_block_guesses_the_next_no_better_than_counting_allows() -> None:
    """Within a block of four, what is left of it is all that can be known: the order in it gives nothing more."""
    studies = [_names(allocate(["A", "B", "C", "D"], TWO, (4,), seed)) for seed in SEEDS]
    for known in (0, 1, 2):
        for prefix in {names[:known] for names in studies}:
            followed = Counter(names[known] for names in studies if names[:known] == prefix)
            left = 2 - prefix.count("real"), 2 - prefix.count("replayed")
            share = followed["real"] / followed.total()
            expected = left[0] / sum(left)
            assert abs(share - expected) <= 4 * (0.25 / followed.total()) ** 0.5 * (0 < expected < 1)


def test_the_first_of_a_block_is_not_told_by_the_block_before_nor_by_its_number() -> None:
    codes = [f"P{number}" for number in range(1, 41)]
    studies = [_names(allocate(codes, TWO, (4,), seed)) for seed in range(1000)]
    for at in range(4, 40, 4):
        for before in TWO:
            firsts = [names[at] == "real" for names in studies if names[at - 4] == before]
            assert abs(sum(firsts) / len(firsts) - 0.5) < 4 * (0.25 / len(firsts)) ** 0.5


def test_blocks_of_several_sizes_cannot_be_counted_out() -> None:
    """Who knows what was so far, and takes all blocks for four, is always right at the fourth of a fixed block."""
    codes = [f"P{number}" for number in range(1, 41)]

    def right(sizes: tuple[int, ...]) -> float:
        hits = tries = 0
        for seed in range(300):
            names = _names(allocate(codes, TWO, sizes, seed))
            for at in range(3, 40, 4):
                block = names[at - 3 : at]
                guess = "real" if block.count("real") < block.count("replayed") else "replayed"
                hits, tries = hits + (names[at] == guess), tries + 1
        return hits / tries

    assert right((4,)) == 1.0
    assert right((2, 4, 6)) < 0.8  # it comes to 0.75


def test_sizes_of_blocks_come_as_often_as_each_other() -> None:
    codes = [f"P{number}" for number in range(1, 7)]
    first = Counter(allocate(codes, TWO, (2, 4, 6), seed)[0].block_size for seed in SEEDS)
    assert set(first) == {2, 4, 6}
    assert all(abs(count - 1000) < 4 * (3000 * 2 / 9) ** 0.5 for count in first.values())


def test_strata_have_blocks_of_their_own() -> None:
    codes = [f"{number}" for number in range(8)]
    one, other = (_names(allocate(codes, TWO, (4,), 5, stratum)) for stratum in ("A", "B"))
    assert one != other
    assert {each.stratum for each in allocate(codes, TWO, (4,), 5, "A")} == {"A"}


def test_seeds_that_are_neighbours_have_nothing_in_common() -> None:
    codes = [f"P{number}" for number in range(1, 101)]
    studies = [_names(allocate(codes, TWO, (4,), seed)) for seed in range(101)]
    shares = [sum(map(str.__eq__, one, next_)) / 100 for one, next_ in pairwise(studies)]
    assert abs(sum(shares) / 100 - 0.5) < 4 * (0.25 / 10_000) ** 0.5


@pytest.mark.parametrize("sizes", [(3,), (0,), (-2,), (4, 5), (LARGEST_BLOCK + 2,)])
def test_a_block_that_would_not_be_balanced_is_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        allocate(["P1"], TWO, sizes, 1)
    assert caught.value.code is AllocationErrorCode.BLOCK_SIZE


@pytest.mark.parametrize("conditions", [(), ("real",)])
def test_one_condition_is_none(conditions: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        allocate(["P1"], conditions, (4,), 1)
    assert caught.value.code is AllocationErrorCode.TOO_FEW_CONDITIONS


@given(items=st.lists(st.sampled_from("abcdef"), max_size=9), seed=st.integers(0, 9))
def test_an_order_holds_everything_once(items: list[str], seed: int) -> None:
    assert sorted(shuffled(items, seed, "donors of P1")) == sorted(items)


def test_orders_of_two_people_are_not_one() -> None:
    items = [str(number) for number in range(10)]
    assert shuffled(items, 1, "donors of P1") != shuffled(items, 1, "donors of P2")


def _names(allocated: tuple[Allocated, ...]) -> tuple[str, ...]:
    return tuple(each.condition for each in allocated)
