"""Up to three ranked wishes, one application per child, in the window, by those who may."""

import pytest

from activities.booking.guardians import answer_for_child
from activities.booking.making import Wish as SeatWish
from activities.booking.making import book
from activities.booking.refusals import Refusal
from activities.models import Activity, Application, GuardianRequest, Notification, Session, Term
from activities.notifying.links import guardian_token
from activities.terms.answering import answer_application, withdraw
from activities.terms.applying import apply, change_wishes
from people.actors import VISITOR
from people.errors import NotPermitted, NotSignedIn
from people.models import Child, Guardianship
from tests.activities.booking.young_people import (
    a_session,
    as_,
    child_of,
    get_seat,
    refused,
    state,
    young,
)
from tests.activities.terms.season import (
    CLOSED,
    SET_UP,
    a_term,
    course,
    drawn,
    in_lottery_order,
    said,
    wish,
    yes,
)
from tests.named_people import KARIN, make
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(monkeypatch: pytest.MonkeyPatch) -> Term:
    return a_term(monkeypatch)


def told() -> list[str]:
    return list(Notification.objects.order_by("created_at").values_list("kind", flat=True))


def test_a_guardian_applies_for_a_child_with_three_wishes(term: Term) -> None:
    karin = make(KARIN)
    elsa = child_of(karin, "Elsa")
    made = wish(term, elsa, "Piano", "Gitarr", "Dans", by=karin)
    assert said(made) == "Piano waiting, Gitarr waiting, Dans waiting"
    assert (made.child, made.applied_by, made.state) == (elsa, karin, "active")
    assert told() == ["term_applied"]


def test_a_visitor_logs_in_first(term: Term) -> None:
    with pytest.raises(NotSignedIn):
        apply(term=term, participant=young("Amina"), courses=[], new_pupil=True, by=VISITOR)


def test_one_applies_for_oneself_and_ones_own_children_alone(term: Term) -> None:
    karin = make(KARIN)
    elsa = child_of(karin, "Elsa")
    with refused(Refusal.NOT_YOUR_CHILD):
        wish(term, elsa, "Piano", by=young("Amina"))
    with refused(Refusal.NOT_YOUR_CHILD):
        wish(term, young("Bo"), "Piano", by=karin)


def test_one_to_three_different_courses_of_this_term(term: Term) -> None:
    amina, piano = young("Amina"), course(term, "Piano")
    for courses in ([], [piano, piano]):
        with refused(Refusal.TOO_MANY_WISHES):
            apply(term=term, participant=amina, courses=courses, new_pupil=True, by=as_(amina))


def test_one_application_per_child_and_term(term: Term) -> None:
    karin = make(KARIN)
    elsa = child_of(karin, "Elsa")
    made = wish(term, elsa, "Piano", by=karin)
    with refused(Refusal.ALREADY_APPLIED):
        wish(term, elsa, "Gitarr", by=karin)
    withdraw(application=made, by=as_(karin))
    assert wish(term, elsa, "Gitarr", by=karin).state == "active", "having taken it back"


def test_the_window_opens_and_closes(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    amina = young("Amina")
    stop_clock(monkeypatch, SET_UP)
    with refused(Refusal.APPLICATIONS_NOT_OPEN):
        wish(term, amina, "Piano")
    stop_clock(monkeypatch, at("2026-12-01 00:00"))
    with refused(Refusal.APPLICATIONS_CLOSED):
        wish(term, amina, "Piano")
    Term.objects.update(published_at=None)
    with refused(Refusal.NOT_SHOWN):
        wish(term, amina, "Piano")


def test_the_ages_of_each_course_count_when_the_term_begins(term: Term) -> None:
    with refused(Refusal.TOO_YOUNG):
        wish(term, young("Lillan", age=5), "Piano")
    assert wish(term, young("Sex", age=6), "Piano").state == "active", "seven in the spring"


def test_a_course_that_is_taken_away_is_not_applied_for(term: Term) -> None:
    Activity.objects.filter(texts__title="Piano").update(status="archived")
    with refused(Refusal.NOT_SHOWN):
        wish(term, young("Amina"), "Piano")


def test_wishes_change_while_one_can_apply_and_the_day_stays(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = young("Amina")
    made = wish(term, amina, "Piano", "Dans")
    stop_clock(monkeypatch, at("2026-11-20 12:00"))
    change_wishes(application=made, courses=[course(term, "Dans")], by=as_(amina))
    assert said(made) == "Dans waiting"
    assert made.applied_at == at("2026-11-18 12:00")
    with pytest.raises(NotPermitted):
        change_wishes(application=made, courses=[course(term, "Dans")], by=as_(young("Bo")))
    withdraw(application=made, by=as_(amina))
    with refused(Refusal.NO_APPLICATION):
        change_wishes(application=made, courses=[course(term, "Dans")], by=as_(amina))


def test_who_has_had_a_place_before_is_no_new_pupil(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = make(KARIN)
    elsa, nils = child_of(karin, "Elsa"), child_of(karin, "Nils", age=8)
    first = wish(term, elsa, "Piano", by=karin)
    (bo,) = in_lottery_order(term, "Bo", wishes={"Bo": ["Dans"]})
    assert (first.new_pupil, first.sibling) == (True, False)
    drawn(monkeypatch, term)
    yes(first)
    yes(bo)
    later = Term.objects.get()
    later.pk, later.name, later.drawn_at, later.seed = None, "Hösten", None, ""
    later.first_date, later.last_date = at("2027-08-20 00:00").date(), at("2027-12-20 00:00").date()
    later.closes_at = at("2026-12-30 12:00")
    later.save(force_insert=True)
    for one in Term.objects.get(name="Våren 2027").courses.all():
        one.pk, one.term, one.offered, one.placed = None, later, 0, 0
        one.save(force_insert=True)
    again, brother = wish(later, elsa, "Piano", by=karin), wish(later, nils, "Piano", by=karin)
    assert (again.new_pupil, again.sibling) == (False, False), "whatever is said"
    assert (brother.new_pupil, brother.sibling) == (True, True)
    assert not wish(later, bo.person, "Piano").new_pupil  # type: ignore[arg-type]
    assert not wish(later, young("Cilla"), "Piano", new=False).new_pupil


def must_approve(monkeypatch: pytest.MonkeyPatch) -> tuple[Application, str]:
    """Amina, 15, has applied to a term where a guardian has to say yes; and the link."""
    term = a_term(monkeypatch, guardian="must_approve")
    amina = young("Amina")
    with refused(Refusal.GUARDIAN_CONTACT_NEEDED):
        wish(term, amina, "Piano")
    made = apply(
        term=term,
        participant=amina,
        courses=[course(term, "Piano")],
        new_pupil=True,
        contact="foralder@example.org",
        by=as_(amina),
    )
    return made, guardian_token(GuardianRequest.objects.get().nonce)


def test_a_guardian_approves_from_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    made, token = must_approve(monkeypatch)
    assert made.state == "held"
    assert sorted(told()) == ["term_asked", "term_held"]
    answer_application(token=token, approve=True, by=VISITOR)
    assert state(made) == "active"  # type: ignore[arg-type]
    assert GuardianRequest.objects.get().contact_encrypted == ""
    with refused(Refusal.LINK_USED):
        answer_application(token=token, approve=False, by=VISITOR)


def test_a_guardian_declines_from_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    made, token = must_approve(monkeypatch)
    answer_application(token=token, approve=False, by=VISITOR)
    assert (state(made), said(made)) == ("declined", "Piano closed")  # type: ignore[arg-type]


def test_the_link_of_a_seat_answers_no_application(monkeypatch: pytest.MonkeyPatch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    get_seat(session, young("Amina"), contact="foralder@example.org")
    with refused(Refusal.LINK_UNKNOWN):
        token = guardian_token(GuardianRequest.objects.get().nonce)
        answer_application(token=token, approve=True, by=VISITOR)


def test_what_no_guardian_has_answered_is_not_in_the_draw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, token = must_approve(monkeypatch)
    stop_clock(monkeypatch, CLOSED)
    with refused(Refusal.LINK_EXPIRED):
        answer_application(token=token, approve=True, by=VISITOR)
    term = drawn(monkeypatch, made.term)
    assert state(made) == "ended"  # type: ignore[arg-type]
    assert term.draw_numbers == []
    assert GuardianRequest.objects.get().contact_encrypted == ""


def test_who_is_18_and_who_applies_for_a_child_ask_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    term = a_term(monkeypatch, guardian="must_approve")
    karin = make(KARIN)
    assert wish(term, young("Vera", age=19), "Piano").state == "active"
    assert wish(term, child_of(karin, "Elsa"), "Piano", by=karin).state == "active"


def test_a_link_about_an_application_answers_no_booking(monkeypatch: pytest.MonkeyPatch) -> None:
    _made, token = must_approve(monkeypatch)
    with refused(Refusal.LINK_UNKNOWN):
        answer_for_child(token=token, approve=True, by=VISITOR)


def test_a_session_of_a_course_is_not_booked_by_itself(term: Term) -> None:
    amina = young("Amina")
    with refused(Refusal.TERM_COURSE):
        book(session=Session.objects.all()[0], wish=SeatWish([amina]), by=as_(amina))


def test_another_guardian_of_the_child_sees_and_answers_too(
    term: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, other = make(KARIN), young("Pappa", age=40)
    elsa: Child = child_of(karin, "Elsa")
    made = wish(term, elsa, "Piano", by=karin)
    Guardianship.objects.create(guardian=other, child=elsa)
    assert Application.objects.of(other).get() == made
    withdraw(application=made, by=as_(other))
    assert state(made) == "withdrawn"  # type: ignore[arg-type]
