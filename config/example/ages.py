"""Shares an area's known total out over age bands that nobody published for it."""

from fractions import Fraction

from venues.areas import Band

#: A third of Huddinge's people are under 25; the five bands below that age share it equally.
UNDER_25 = Fraction(1, 3)
YOUNG_BANDS = ((0, 4), (5, 9), (10, 14), (15, 19), (20, 24))
METHOD = (
    "Åldrarna är fördelade: en tredjedel av kommunens invånare är under 25, lika delad på"
    " femårsgrupper i varje område; avrundat så att summan stämmer."
)


def bands(total: int) -> list[Band]:
    """0-4 to 20-24 and "25 and older" for `total` people. Whole people that sum to `total`."""
    young = [UNDER_25 / len(YOUNG_BANDS)] * len(YOUNG_BANDS)
    counts = largest_remainder(total, [*young, 1 - UNDER_25])
    ages: list[tuple[int, int | None]] = [*YOUNG_BANDS, (25, None)]
    return [
        Band(age_from=first, age_to=last, count=count, apportioned=True)
        for (first, last), count in zip(ages, counts, strict=True)
    ]


def largest_remainder(total: int, shares: list[Fraction]) -> list[int]:
    """`total` split by `shares` (which sum to 1) into whole numbers that sum to `total`.

    Hamilton's method: round down, then one more to each of the largest remainders; the earlier
    share wins a tie.
    """
    exact = [share * total for share in shares]
    counts = [int(part) for part in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts
