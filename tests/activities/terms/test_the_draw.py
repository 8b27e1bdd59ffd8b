"""A lottery that anybody can check: the hash first, then the draw, then the seed."""

import datetime
import hashlib
import random
import re
from pathlib import Path

import pytest
from django.test import Client

from activities.booking.refusals import Refusal
from activities.models import Application, Term
from activities.terms.drawing import draw
from activities.terms.order import Entry, key
from people.errors import NotPermitted
from tests.activities.booking.young_people import as_, refused, young
from tests.activities.terms.season import CLOSED, LAST, a_term, drawn, wish
from tests.named_people import TESTS
from tests.town import stop_clock

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[3] / "docs" / "terms.md"


@pytest.fixture
def term(monkeypatch: pytest.MonkeyPatch) -> Term:
    return a_term(monkeypatch)


def open_draw(term: Term) -> dict[str, object]:
    """What a visitor reads of the draw."""
    answer: dict[str, object] = Client().get(f"/api/v1/terms/{term.pk}/draw").json()
    return answer


def test_the_hash_is_there_before_anybody_applies_and_the_seed_after_the_draw(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_draw(term)
    assert before["seed"] == ""
    assert re.fullmatch("[0-9a-f]{64}", str(before["seed_hash"]))
    wish(term, young("Amina"), "Gitarr")
    drawn(monkeypatch, term)
    after = open_draw(term)
    assert hashlib.sha256(str(after["seed"]).encode()).hexdigest() == before["seed_hash"]
    assert Term.objects.get().seed_encrypted == ""


def test_anybody_gets_the_same_order_by_the_recipe_in_the_documentation(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        wish(term, young(f"Sökande{number}"), "Gitarr")
    drawn(monkeypatch, term)
    answer = open_draw(term)
    recipe = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert recipe is not None
    told: dict[str, object] = {"draw": answer}
    source = recipe.group(1).replace("json.load(sys.stdin)", "draw")
    exec(source, told)
    assert told["order"] == [one["number"] for one in answer["results"]]  # type: ignore[attr-defined]


def test_the_offer_goes_to_the_lowest_lot(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        wish(term, young(f"Sökande{number}"), "Gitarr")
    drawn(monkeypatch, term)
    first = open_draw(term)["results"][0]["number"]  # type: ignore[index]
    assert Application.objects.get(wishes__state="offered").number == first


def test_while_one_can_apply_no_number_is_shown(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = wish(term, young("Amina"), "Gitarr")
    assert open_draw(term)["results"] == []
    stop_clock(monkeypatch, CLOSED)
    assert open_draw(term)["results"] == [{"number": mine.number, "lot": ""}]


def test_it_is_drawn_once_and_when_the_window_is_closed(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused(Refusal.WINDOW_OPEN):
        draw(term=term, by=TESTS)
    drawn(monkeypatch, term)
    with refused(Refusal.ALREADY_DRAWN):
        draw(term=term, by=TESTS)
    with pytest.raises(NotPermitted):
        draw(term=term, by=as_(young("Amina")))


def test_a_draft_is_not_drawn(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, CLOSED)
    draft = Term.objects.create(
        organiser=term.organiser,
        name="Utkast",
        first_date=LAST,
        last_date=LAST,
        opens_at=term.opens_at,
        closes_at=term.closes_at,
        order=["lottery"],
    )
    with refused(Refusal.NOT_SHOWN):
        draw(term=draft, by=TESTS)


def entry(number: str, day: int = 1, **more: object) -> Entry:
    told = {"new_pupil": True, "sibling": False, **more}
    return Entry(number=number, applied_on=datetime.date(2026, 11, day), **told)  # type: ignore[arg-type]


def in_order(rules: list[str], *entries: Entry) -> list[str]:
    shuffled = random.Random(7).sample(entries, len(entries))
    return [one.number for one in sorted(shuffled, key=lambda one: key(rules, "seed", one))]


def test_the_first_rule_that_tells_two_apart_counts() -> None:
    old_early, new_late = entry("A", 1, new_pupil=False), entry("B", 9)
    sibling = entry("C", 9, new_pupil=False, sibling=True)
    everybody = (old_early, new_late, sibling)
    assert in_order(["application_date", "new_pupils", "lottery"], *everybody) == ["A", "B", "C"]
    assert in_order(["new_pupils", "application_date"], *everybody) == ["B", "A", "C"]
    assert in_order(["siblings", "new_pupils"], *everybody) == ["C", "B", "A"]


def test_those_whom_no_rule_tells_apart_are_told_apart_by_lot() -> None:
    twins = [entry(number) for number in "ABCDEFGH"]
    by_lot = sorted("ABCDEFGH", key=lambda n: hashlib.sha256(f"seed{n}".encode()).hexdigest())
    assert in_order(["application_date"], *twins) == by_lot
    assert in_order(["lottery", "application_date"], *twins, entry("I", 30))[:9] == sorted(
        "ABCDEFGHI", key=lambda n: hashlib.sha256(f"seed{n}".encode()).hexdigest()
    ), "what stands after the lottery never counts"


def test_who_is_put_last_comes_behind_everybody() -> None:
    late, put_last = entry("A", 30), entry("B", 1, last_place=1)
    assert in_order(["application_date"], late, put_last) == ["A", "B"]
