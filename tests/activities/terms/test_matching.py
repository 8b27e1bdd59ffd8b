"""The matching on its own, and what it promises, with random wishes."""

from hypothesis import given
from hypothesis import strategies as st

from activities.terms.matching import Applicant, match

COURSES = "ABCD"
wishes = st.lists(st.sampled_from(COURSES), min_size=1, max_size=3, unique=True)
places = st.fixed_dictionaries({course: st.integers(0, 3) for course in COURSES})


def got(one: Applicant[str]) -> str | None:
    return None if one.offer is None else one.wishes[one.offer]


def test_the_first_in_the_queue_chooses_first() -> None:
    queue = [Applicant[str](["A", "B"]), Applicant[str](["A", "B"]), Applicant[str](["A", "B"])]
    match(queue, {"A": 1, "B": 1})
    assert [got(one) for one in queue] == ["A", "B", None]


def test_a_place_that_is_given_back_goes_to_the_first_who_wants_it() -> None:
    first, second, third = (
        Applicant[str]([None, "B"]),
        Applicant[str](["A", "B"], offer=1),
        Applicant[str](["B"]),
    )
    match([first, second, third], {"A": 1, "B": 0})
    assert [got(one) for one in (first, second, third)] == ["B", "A", None]


def test_who_has_a_place_is_offered_only_what_is_better() -> None:
    queue = [Applicant[str](["A", "B", "C"], place=1)]
    match(queue, {"C": 1})
    assert got(queue[0]) is None
    match(queue, {"A": 1, "C": 1})
    assert got(queue[0]) == "A"


@given(st.lists(wishes, max_size=12), places)
def test_nobody_envies_who_stands_behind_and_no_wanted_place_is_free(
    asked: list[list[str]], free: dict[str, int]
) -> None:
    queue = [Applicant[str](list(one)) for one in asked]
    match(queue, free)
    given_out = {course: sum(got(one) == course for one in queue) for course in COURSES}
    assert all(given_out[course] <= free[course] for course in COURSES)
    for number, one in enumerate(queue):
        preferred = one.wishes[: one.offer] if one.offer is not None else one.wishes
        for course in preferred:
            assert given_out[str(course)] == free[str(course)], "it is full"
            assert course not in [got(other) for other in queue[number + 1 :]], "of those before"


@given(st.lists(wishes, min_size=1, max_size=8), places, st.data())
def test_nobody_gains_by_ranking_wishes_other_than_as_they_are(
    asked: list[list[str]], free: dict[str, int], data: st.DataObject
) -> None:
    queue = [Applicant[str](list(one)) for one in asked]
    match(queue, free)
    liar = data.draw(st.integers(0, len(asked) - 1))
    lie = [*asked]
    lie[liar] = data.draw(wishes)
    after = [Applicant[str](list(one)) for one in lie]
    match(after, free)
    honest, lied = got(queue[liar]), got(after[liar])
    truth = asked[liar]
    worth = {course: len(truth) - rank for rank, course in enumerate(truth)}
    assert worth.get(str(lied), 0) <= worth.get(str(honest), 0)
