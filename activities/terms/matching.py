"""The matching: who is offered what. Plain Python; nothing here knows the database.

Applicants stand in one order for all courses. Each gets the best of their wishes that has a place
free, and an offer for a better one takes the place of an offer for a worse one. With one common
order this is serial dictatorship: nobody gains by ranking wishes other than as they are, and no
one waits for a place that somebody behind them got.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Course = TypeVar("Course", bound=Hashable)


@dataclass(slots=True)
class Applicant(Generic[Course]):
    """Wishes, the best first. None stands for one that does not wait in the queue now.

    `offer` and `place` are indexes into `wishes`: what is offered now, and what they have.
    """

    wishes: list[Course | None]
    offer: int | None = None
    place: int | None = None

    def better_than_now(self) -> range:
        """The wishes that would be better than what is offered and what they have."""
        worst = len(self.wishes)
        return range(min(worst if one is None else one for one in (self.offer, self.place)))


def match(applicants: Sequence[Applicant[Course]], free: Mapping[Course, int]) -> None:
    """Give offers, in the order of `applicants`, until nobody can get a better one.

    `free` is how many places each course has free; it is left as it is. An offer that is replaced
    leaves its place to whoever wants it first, so the walk begins again after that. It ends: what
    one has only becomes better.
    """
    left = dict(free)
    while _one_round(applicants, left):
        pass


def _one_round(applicants: Sequence[Applicant[Course]], left: dict[Course, int]) -> bool:
    """Look at each in turn; True as soon as a place is given back: the first may want it."""
    for one in applicants:
        best = _best(one, left)
        if best is None:
            continue
        before, one.offer = one.offer, best
        left[_course(one, best)] -= 1
        if before is not None:
            given_back = _course(one, before)
            left[given_back] = left.get(given_back, 0) + 1
            return True
    return False


def _course(one: Applicant[Course], index: int) -> Course:
    course = one.wishes[index]
    assert course is not None, "an offer is for a course"
    return course


def _best(one: Applicant[Course], left: Mapping[Course, int]) -> int | None:
    for index in one.better_than_now():
        course = one.wishes[index]
        if course is not None and left.get(course, 0) > 0:
            return index
    return None
