"""What is read of terms: what can be applied for, where each wish stands, and the open draw."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models import (
    LIVING,
    Activity,
    Application,
    ApplicationQuerySet,
    ApplicationState,
    Term,
    TermCourse,
    Wish,
    WishState,
)
from activities.models.term import TermQuerySet
from activities.terms.drawing import numbers_of
from activities.terms.order import entry_of, key, lot
from people.actors import Actor
from people.models import User
from people.permissions import may, reach
from people.roles import ScopeKind


class Why(TextChoices):
    """Why a wish still waits."""

    GUARDIAN = "guardian", _("Din vårdnadshavare behöver godkänna ansökan.")
    NOT_DRAWN = "not_drawn", _("Lottningen görs när ansökningstiden är slut.")
    FULL = "full", _("Alla platser är tagna. Du får ett erbjudande när det är din tur.")
    OFFERED = "offered", _("Du har ett erbjudande: svara på det först.")
    RESTING = "resting", _("Du sade nej. Du får frågan igen när en annan plats blir ledig.")


@dataclass(frozen=True, slots=True)
class WishPlace:
    """Where a wish stands in the queue of its course: from 1; None before the draw. And why."""

    place: int | None
    of: int
    why: Why


def terms_seen_by(by: Actor) -> TermQuerySet:
    """The published terms, and those that `by` sets up; with the courses that are shown."""
    mine, shown = reach(by, "term.write"), Term.objects.shown()
    courses = TermCourse.objects.prefetch_related(_activities()).order_by("pk")
    if not mine:
        courses = courses.filter(activity__status=Activity.Status.PUBLISHED)
    for scope in mine:
        if scope.kind == ScopeKind.MUNICIPALITY:
            shown = Term.objects.all()
        elif scope.kind == ScopeKind.ORGANISER:
            shown = shown | Term.objects.filter(organiser=scope.id)
    return shown.select_related("organiser").prefetch_related(Prefetch("courses", courses))


def _activities() -> Any:
    known = Activity.objects.with_details().prefetch_related("schedules__venue")
    return Prefetch("activity", known)


def can_manage(by: Actor, term: Term) -> bool:
    """Whether the term's applications are for `by` to see."""
    return may(by, "term.manage", on=term)


def applications_of(person: User) -> ApplicationQuerySet:
    """A person's and their children's."""
    return Application.objects.of(person).with_people().with_wishes()


def applications_to(term: Term) -> list[Application]:
    """All that are still something, in queue order; before the draw, as they came."""
    rows = list(term.applications.living().with_people().with_wishes())
    if term.drawn_at is None:
        return sorted(rows, key=lambda one: (one.applied_at, one.number))
    return sorted(rows, key=lambda one: key(term.order, term.seed, entry_of(one)))


def places_of(applications: Iterable[Application]) -> dict[uuid.UUID, WishPlace]:
    """The place of each wish that waits, by wish. One query, however many applications."""
    mine = [one for one in applications if one.state in LIVING]
    if not mine:
        return {}
    terms = {one.term_id: one.term for one in mine}
    waiting = Wish.objects.filter(
        application__term__in=terms,
        application__state=ApplicationState.ACTIVE,
        state=WishState.WAITING,
    ).select_related("application")
    queues: dict[uuid.UUID, list[Application]] = defaultdict(list)
    for wish in waiting:
        queues[wish.course_id].append(wish.application)
    keys = {
        one.pk: key(terms[one.term_id].order, terms[one.term_id].seed, entry_of(one))
        for queue in queues.values()
        for one in queue
    }
    found = {}
    for one in mine:
        offered = any(wish.state == WishState.OFFERED for wish in one.wishes.all())
        for wish in one.wishes.all():
            if wish.state == WishState.WAITING:
                ahead = [other for other in queues[wish.course_id] if other.pk != one.pk]
                place = None
                if one.term.drawn_at is not None and one.pk in keys:
                    place = 1 + sum(keys[other.pk] < keys[one.pk] for other in ahead)
                found[wish.pk] = WishPlace(place, len(ahead) + 1, _why(one, wish, offered=offered))
    return found


def _why(one: Application, wish: Wish, *, offered: bool) -> Why:
    if one.state == ApplicationState.HELD:
        return Why.GUARDIAN
    if one.term.drawn_at is None:
        return Why.NOT_DRAWN
    if wish.resting:
        return Why.RESTING
    return Why.OFFERED if offered else Why.FULL


@dataclass(frozen=True, slots=True)
class Lot:
    """An application in the open draw: its number, and what SHA-256 makes of seed and number."""

    number: str
    lot: str


def lots(term: Term) -> list[Lot]:
    """The open draw: every application that was in it, by number, in the order drawn.

    Between the closing and the draw, the numbers that take part, without lots. While one can apply,
    none: when a number appeared would say who it is.
    """
    if term.drawn_at is not None:
        drawn = (Lot(one, lot(term.seed, one)) for one in term.draw_numbers)
        return sorted(drawn, key=lambda one: one.lot)
    closed = window_of(term) == "closed"
    return [Lot(number, "") for number in numbers_of(term)] if closed else []


def window_of(term: Term) -> str:
    """Where a term is: draft, upcoming, open, closed (not drawn yet) or drawn."""
    now = timezone.now()
    if term.published_at is None:
        return "draft"
    if term.drawn_at is not None:
        return "drawn"
    if now < term.opens_at:
        return "upcoming"
    return "open" if now < term.closes_at else "closed"
