"""Terms in every state there is to open: a draft, one that is open, one closed, one drawn."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from activities.models import Activity, Application, Term, TermCourse
from activities.terms.applying import apply
from activities.terms.drawing import draw
from activities.terms.order import hash_of_seed
from people.actors import actor_for
from people.encryption import encrypt
from people.models import User
from people.roles import Role
from tests.named_people import TESTS, Named, make
from tests.town import add_activity, add_session, an_organiser
from venues.models import Venue

SEED = "0" * 64
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TermWorld:
    """Disa is offered a place in the drawn term; in the open one nobody has applied."""

    draft: Term
    open: Term
    closed: Term
    drawn: Term
    #: A course that is in no term.
    spare: Activity
    application: Application

    def course(self, term: Term) -> TermCourse:
        return term.courses.get()

    def filled(self, route: str) -> str:
        """The route with a real course in its place."""
        return route.replace("<uuid:course>", str(self.course(self.draft).pk))

    def ids(self, route: str, method: str) -> dict[str, Any]:
        """What an address is asked about, so that it can do what it does."""
        return {"terms": self._term(route, method), "applications": self.application.pk}

    def _term(self, route: str, method: str) -> Any:
        if route.endswith("/draw"):
            return (self.closed if method == "POST" else self.drawn).pk
        if method != "GET":
            return self.draft.pk
        return (self.drawn if route.endswith("/applications") else self.open).pk

    def bodies(self) -> dict[str, dict[str, Any]]:
        """Right bodies of what is done with terms and applications."""
        wish = {"wish": str(self.application.wishes.get().pk)}
        now = timezone.now()
        return {
            "POST /api/v1/terms": {
                "organiser": str(self.draft.organiser_id),
                "name": "Ännu en termin",
                "first_date": "2027-01-11",
                "last_date": "2027-06-04",
                "opens_at": now.isoformat(),
                "closes_at": (now + DAY).isoformat(),
                "order": ["lottery"],
            },
            "PATCH /api/v1/terms/<uuid:id>": {"answer_days": 10},
            "POST /api/v1/terms/<uuid:id>/courses": {
                "activity": str(self.spare.pk),
                "places": 4,
            },
            "PATCH /api/v1/terms/<uuid:id>/courses/<uuid:course>": {"places": 5},
            "POST /api/v1/applications": {
                "term": str(self.open.pk),
                "wishes": [str(self.course(self.open).pk)],
                "new_pupil": True,
            },
            "POST /api/v1/applications/<uuid:id>/place": wish,
            "POST /api/v1/applications/<uuid:id>/remove": {"message": "Dubbel ansökan"},
        }


def build_terms(venue: Venue) -> TermWorld:
    terms = {
        name: _term(name, venue, opens=opens, closes=closes)
        for name, opens, closes in (
            ("draft", 1, 2),
            ("open", -1, 2),
            ("closed", -3, -1),
            ("drawn", -3, -1),
        )
    }
    Term.objects.filter(name="draft").update(published_at=None, seed_hash="")
    disa = make(Named("Disa", Role.YOUNG_PERSON, timezone.now().year - 15))
    application = _applied(terms["drawn"], disa)
    draw(term=terms["drawn"], by=TESTS)
    spare = add_activity("Slagverk", mode="term_course")
    return TermWorld(**terms, spare=spare, application=application)


def _term(name: str, venue: Venue, *, opens: int, closes: int) -> Term:
    """A published term with one course and a session of it in a month."""
    now = timezone.now()
    term = Term.objects.create(
        organiser=an_organiser(),
        name=name,
        first_date=(now + 20 * DAY).date(),
        last_date=(now + 90 * DAY).date(),
        opens_at=now + opens * DAY,
        closes_at=now + closes * DAY,
        order=["new_pupils", "lottery"],
        published_at=now - 5 * DAY,
        seed_hash=hash_of_seed(SEED),
        seed_encrypted=encrypt(SEED),
    )
    course = add_activity(f"Kurs {name}", mode="term_course", ages=(7, 120))
    add_session(course, venue, now + 30 * DAY, capacity=3)
    TermCourse.objects.create(term=term, activity=course, places=3)
    return term


def apply_while_open(term: Term, **how: Any) -> Application:
    """An application to a term whose window has closed, and that may be drawn, since."""
    known = ("closes_at", "drawn_at", "seed")
    after = Term.objects.filter(pk=term.pk).values(*known).get()
    before = {"closes_at": timezone.now() + DAY, "drawn_at": None, "seed": ""}
    Term.objects.filter(pk=term.pk).update(**before)
    made = apply(term=term, courses=list(term.courses.all()), new_pupil=True, **how)
    Term.objects.filter(pk=term.pk).update(**after)
    return made


def _applied(term: Term, who: User) -> Application:
    return apply_while_open(term, participant=who, by=actor_for(who, second_factor=False))
