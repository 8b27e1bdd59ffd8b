"""A term once more, in plain Python and without a database: what the real one is held against.

Follows docs/terms.md, not the code. Applicants stand in a list, in the order drawn.
"""

from dataclasses import dataclass, field


@dataclass
class PlainWish:
    course: str
    state: str = "waiting"
    resting: bool = False


@dataclass
class PlainApplicant:
    wishes: list[PlainWish]
    state: str = "active"
    refusals: int = 0
    last: int = 0

    def at(self, state: str) -> PlainWish | None:
        return next((one for one in self.wishes if one.state == state), None)


@dataclass
class PlainTerm:
    places: dict[str, int]
    second_refusal: str
    keeps_higher: bool
    applicants: list[PlainApplicant] = field(default_factory=list)
    put_last: int = 0

    def free(self, course: str) -> int:
        taken = sum(
            wish.course == course and wish.state in ("offered", "placed")
            for one in self.applicants
            for wish in one.wishes
        )
        return self.places[course] - taken

    def fill(self) -> None:
        """Offer, from the front, until nobody can get a better offer."""
        while self._offer_one():
            pass

    def _offer_one(self) -> bool:
        for one in sorted(self.applicants, key=lambda one: one.last):
            if one.state != "active":
                continue
            for wish in one.wishes:
                if wish.state in ("offered", "placed"):
                    break
                if wish.state == "waiting" and not wish.resting and self.free(wish.course) > 0:
                    before = one.at("offered")
                    if before:
                        before.state = "waiting"
                    wish.state = "offered"
                    return True
        return False

    def accept(self, one: PlainApplicant) -> None:
        taken = one.at("offered")
        assert taken is not None
        before = one.at("placed")
        if before:
            before.state = "closed"
            self._another_place(before.course)
        taken.state = "placed"
        rank = one.wishes.index(taken)
        for number, wish in enumerate(one.wishes):
            if wish.state == "waiting" and (number > rank or not self.keeps_higher):
                wish.state, wish.resting = "closed", False
        self.fill()

    def _another_place(self, course: str) -> None:
        for one in self.applicants:
            for wish in one.wishes:
                if wish.course == course:
                    wish.resting = False

    def refuse(self, *those: PlainApplicant) -> None:
        for one in those:
            wish = one.at("offered")
            assert wish is not None
            wish.state, wish.resting = "waiting", True
            one.refusals += 1
            if one.refusals >= 2:
                self._second(one)
        self.fill()

    def _second(self, one: PlainApplicant) -> None:
        if self.second_refusal == "last":
            self.put_last += 1
            one.last = self.put_last
        elif self.second_refusal == "loses_place":
            for wish in one.wishes:
                if wish.state == "waiting":
                    wish.state, wish.resting = "closed", False
            if one.at("placed") is None:
                one.state = "ended"

    def withdraw(self, one: PlainApplicant) -> None:
        placed = one.at("placed")
        for wish in one.wishes:
            wish.state, wish.resting = "closed", False
        one.state = "withdrawn"
        if placed:
            self._another_place(placed.course)
        self.fill()

    def more_places(self, course: str) -> None:
        self.places[course] += 1
        self._another_place(course)
        self.fill()
