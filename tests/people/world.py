"""One of everything there is to open; who opens it stands in `who_asks`."""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from activities.booking.groups import start_group
from activities.booking.making import Wish, book
from activities.booking.managing import cancel_participants
from activities.booking.seats import set_seats_aside
from activities.models import (
    Activity,
    Booking,
    BookingGroup,
    BookingRules,
    GuardianRequest,
    Organiser,
    RefusedRecord,
    ScheduleException,
    Session,
    SessionLeader,
)
from activities.notifying.links import guardian_token
from activities.photos import album_of_activity
from activities.publishing import edit_activity
from people.actors import Actor, actor_for
from people.children import add_child, invite_guardian
from people.models import Child, RoleGrant
from people.roles import Role, Scope, ScopeKind
from tests.named_people import TESTS, Named, make
from tests.people.term_world import TermWorld, build_terms
from tests.pictures_to_send import add_picture, sent
from tests.town import (
    Town,
    add_activity,
    add_session,
    add_venue,
    add_weekly,
    an_organiser,
    build_town,
)
from venues.models import Picture, Upload, Venue
from venues.photos.albums import album_of_venue


@dataclass(frozen=True, slots=True)
class World:
    """A town with one venue, one published activity with a session tomorrow, and one draft.

    At an organiser that asks for a second pair of eyes: a draft, and one that waits for them.
    Beside them an evening that is booked and has a queue: Berit has a seat, which her guardian has
    not answered for yet, and has started a group; Cesar waits.
    """

    town: Town
    venue: Venue
    activity: Activity
    draft: Activity
    archived: Activity
    own_draft: Activity
    in_review: Activity
    guarded: Activity
    session: Session
    organiser: Organiser
    off: ScheduleException
    upload: Upload
    #: Of the venue and of the activity; another of the draft.
    pictures: dict[str, Picture]
    evening: Session
    berits: Booking
    cesars: Booking
    group: BookingGroup
    token: str
    cancelled: Booking
    other_evening: Session
    #: Somebody else's child, and an invitation to answer for it too.
    child: Child
    invitation: str
    #: A record of attendance that could not be taken in.
    refused: RefusedRecord
    #: Somebody leads the session of tomorrow; Berit has a seat in one that goes on now.
    leads: SessionLeader
    present: Booking
    terms: TermWorld
    #: The role of somebody who leads: in the venue, and not yet a leader of the session.
    grant: RoleGrant
    #: Paths that have been filled: each is asked for by everybody.
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def path(self, route: str, method: str = "GET") -> str:
        """The route with a real object in each of its places."""
        if (route, method) not in self._known:
            self._known[route, method] = self._filled(route, method)
        return self._known[route, method]

    def _filled(self, route: str, method: str) -> str:
        noun = route.removeprefix("/api/v1").split("/")[1]
        in_state = {
            "publish": self.draft,
            "send-for-review": self.own_draft,
            "take-back": self.in_review,
            "send-back": self.in_review,
            "approve": self.in_review,
            "propose": self.guarded,
            "reopen": self.archived,
        }
        ids = {
            "sessions": self.session.pk,
            "activities": in_state.get(route.rsplit("/", 1)[1], self.activity).pk,
            "publish": self.activity.pk,
            "schedules": self.off.schedule_id,
            "schedule-exceptions": self.off.pk,
            "organisers": self.organiser.pk,
            "venues": self.venue.pk,
            "imports": self.upload.pk,
            "bookings": (self.cesars if route.endswith("/invite") else self.berits).pk,
            "groups": self.group.pk,
            "me": self.child.pk,
            "attendance": self.refused.pk,
            "leaders": self.grant.pk,
            **self.terms.ids(route, method),
        }
        picture = self.pictures.get(noun)
        first = picture.files.first() if picture else None
        if "/sessions/<uuid:id>/bookings" in route:
            ids["sessions"] = self.evening.pk
        if route.endswith("/emergency-contact"):
            ids["bookings"] = self.present.pk
        filled = (
            self.terms.filled(route)
            .replace("<str:version>", "0")
            .replace("<uuid:photo>", str(picture.pk if picture else ""))
            .replace("<str:name>", str(first) if picture else "venues.csv")
            .replace("activities/changes", f"activities/changes?{self.news()}")
            .replace("<uuid:id>", str(ids.get(noun)))
            .replace("<int:leader>", str(self.leads.pk))
            .replace("<str:language>", "en")
            .replace("<str:id>", str(ids.get(noun)))
            .replace("<str:provider>", "none")
            .replace("^(?P<provider_id>[^/]+)", "none")
            .replace("<uuid:session_id>", str(self.session.pk))
            .replace("<str:code>", quote(self.town.skogas.code))
            .replace("<int:z>/<int:x>/<int:y>", "8/140/75")
            .replace("<str:section>", "sessions")
            .replace("/^api/(?P<path>.*)$", "/api/v1/nothing")
            .replace("/^(?P<path>.*)$", "/nothing/here")
        )
        assert "<" not in filled, f"nothing is known to fill {route} with: teach World.path"
        return filled

    def news(self) -> str:
        """The query of a device that saved the activity."""
        return f"ids={self.activity.pk}&since=2026-01-01"

    def body(self, route: str, method: str) -> dict[str, Any]:
        """A right body for a write, so that only the permission decides."""
        text = {"language": "sv", "title": "Öppen hall", "summary": "Kom och spela."}
        tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
        bodies: dict[str, dict[str, Any]] = {
            "PATCH /api/v1/sessions/<uuid:id>": {"capacity": 30},
            "PATCH /api/v1/schedules/<uuid:id>": {"capacity": 30},
            "POST /api/v1/schedules/<uuid:id>/exceptions": {"date": tomorrow, "kind": "added"},
            "POST /api/v1/sessions/<uuid:id>/cancel": {"reason": "Sjuk ledare"},
            "POST /api/v1/activities/<uuid:id>/send-back": {"note": "Skriv tiden."},
            "POST /api/v1/activities/<uuid:id>/restore": {"number": 1},
            "PUT /api/v1/activities/<uuid:id>/translations/<str:language>": {
                "title": "Open hall",
                "summary": "Come and play.",
                "reviewed": True,
            },
            "POST /api/v1/activities/archive": {"ids": [str(self.activity.pk)]},
            "POST /api/v1/activities/copy": {
                "ids": [str(self.activity.pk)],
                "first_date": tomorrow,
                "last_date": "2099-06-01",
            },
            "POST /api/v1/activities/undo": {"ids": [str(self.activity.pk)]},
            "PATCH /api/v1/organisers/<uuid:id>": {"second_pair_of_eyes": True},
            "POST /api/v1/sessions/<uuid:id>/leaders": {"leader": str(self.grant.pk)},
            "PUT /api/v1/leaders/<uuid:id>/extract": {"seen_on": "2026-01-01"},
            "POST /api/v1/attendance/batch": {
                "records": [{"id": str(uuid.uuid4()), "key": "AAAAAAAA", "sealed": "AAAA"}]
            },
            "POST /api/v1/attendance/refused/<uuid:id>/handle": {
                "deed": "dismiss",
                "reason": "Gick inte att läsa",
            },
            "PUT /api/v1/attendance/questions": {
                "questions": [{"texts": [{"language": "sv", "text": "Vad gick bra?"}]}]
            },
            "PATCH /api/v1/activities/<uuid:id>": {"ages": {"from": 12, "to": 18}},
            "POST /api/v1/activities": {
                "category": self.activity.category.code,
                "organiser": str(self.organiser.pk),
                "texts": [text],
                "ages": {"from": 13, "to": 16},
                "mode": "drop_in",
            },
            "POST /api/v1/imports": {
                "kind": "venues",
                "file": SimpleUploadedFile("hus.csv", b"external_id;name\n"),
            },
            "POST /api/v1/activities/<uuid:id>/schedules": {
                "venue": str(self.venue.pk),
                "rule": "FREQ=WEEKLY;BYDAY=WE",
                "starts": "17:00",
                "ends": "20:00",
                "first_date": timezone.now().date().isoformat(),
                "capacity": 20,
            },
        }
        if route.endswith("/photos"):
            return {"file": sent(), "alt_sv": "En hall"}
        if route.endswith("/photos/order"):
            return {"order": [str(self.pictures[route.split("/")[3]].pk)]}
        if route.endswith("<uuid:photo>"):
            return {"alt_sv": "En stor hall"}
        known = {**bodies, **self._booking_bodies(), **self.terms.bodies()}
        return known.get(f"{method} {route}", {})

    def _booking_bodies(self) -> dict[str, dict[str, Any]]:
        """Right bodies of what is done with bookings. One of Berit's was cancelled by staff."""
        evening, token = str(self.evening.pk), {"token": self.token}
        return {
            "POST /api/v1/bookings": {"session": evening, "queue": True},
            "POST /api/v1/bookings/<uuid:id>/move": {"session": str(self.other_evening.pk)},
            "POST /api/v1/me/children": {
                "call_name": "Bilal",
                "birth_year": timezone.localdate().year - 9,
            },
            "PUT /api/v1/me/notices": {
                "language": "sv",
                "quiet_from": 21,
                "quiet_until": 7,
                "receipts": [],
                "reminders": ["email"],
                "offers": ["email"],
                "changes": ["email"],
            },
            "POST /api/v1/me/children/join": {"token": self.invitation},
            "POST /api/v1/groups": {"session": evening},
            "POST /api/v1/groups/join": {"code": self.group.code},
            "POST /api/v1/approvals/read": token,
            "POST /api/v1/approvals/approve": token,
            "POST /api/v1/approvals/decline": token,
            "POST /api/v1/sessions/<uuid:id>/message": {"message": "Ta med inneskor"},
            "POST /api/v1/sessions/<uuid:id>/bookings/cancel": {
                "bookings": [str(self.berits.pk)],
                "message": "Hallen är trasig",
            },
            "POST /api/v1/sessions/<uuid:id>/bookings/undo": {"bookings": [str(self.cancelled.pk)]},
        }


def build_world() -> World:
    town = build_town()
    venue = add_venue("Skogås fritidsgård", 300, 400)
    activity, draft = add_activity("Öppen hall"), add_activity("Utkast", status="draft")
    archived = add_activity("Förra året", status="archived")
    careful = an_organiser("Kulturskolan", second_pair_of_eyes=True)
    own_draft = add_activity("Gitarr", status="draft", organiser=careful)
    in_review = add_activity("Cello", status="in_review", organiser=careful)
    guarded = add_activity("Fiol", organiser=careful)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for one in (activity, draft, archived, own_draft, in_review, guarded):
        add_session(one, venue, tomorrow)
        add_weekly(one, venue)
    edit_activity(activity=activity, fields={"age_to": 17}, texts=None, by=TESTS)
    session = Session.objects.get(activity=activity)
    off = ScheduleException.objects.create(
        schedule=activity.schedules.get(), date="2027-01-06", kind="excluded", reason="Trettondagen"
    )
    other = make(Named("Uppladdaren", Role.COORDINATOR), holding=False)
    born = timezone.localdate().year - 9
    child = add_child(by=TESTS, guardian=other, call_name="Bilal", birth_year=born)
    upload = Upload.objects.create(person=other, kind="venues", file_name="hus.csv", size=0)
    pictures = {
        "venues": add_picture(album_of_venue(venue)),
        "activities": add_picture(album_of_activity(activity)),
    }
    return World(
        town=town,
        venue=venue,
        activity=activity,
        draft=draft,
        archived=archived,
        own_draft=own_draft,
        in_review=in_review,
        guarded=guarded,
        session=session,
        organiser=an_organiser(),
        off=off,
        upload=upload,
        pictures=pictures,
        child=child,
        terms=build_terms(venue),
        invitation=invite_guardian(child=child, by=actor_for(other, second_factor=False)),
        refused=RefusedRecord.objects.create(
            record=uuid.uuid4(), digest="-", key="-", sealed="-", code="too_early", session=session
        ),
        leads=SessionLeader.objects.create(session=session, person=other),
        **_booked(venue),
    )


def _booked(venue: Venue) -> dict[str, Any]:
    """An evening for everybody with three seats: one held, one offered, one set aside."""
    everybody_ = add_activity("Basket", mode="booking", ages=(7, 120))
    BookingRules.objects.create(activity=everybody_, guardian="must_approve", group_size=100)
    in_two_days = timezone.now() + datetime.timedelta(days=2)
    evening, other = (
        add_session(everybody_, venue, in_two_days + datetime.timedelta(days=n), capacity=3)
        for n in range(2)
    )
    people = [
        make(Named(name, Role.YOUNG_PERSON, timezone.now().year - 15))
        for name in ("Berit", "Cesar", "Doris")
    ]
    berit, cesar, doris = (actor_for(one, second_factor=False) for one in people)
    contact = "foralder@example.org"

    def seat(by: Actor) -> Booking:
        wish = Wish([by.person], queue=True, contacts={by.person: contact})  # type: ignore[list-item,dict-item]
        return book(session=evening, wish=wish, by=by)[0]

    berits, doriss = seat(berit), seat(doris)
    cancel_participants(session=evening, ids=[doriss.pk], message="Hoppsan", by=TESTS)
    until = in_two_days - datetime.timedelta(hours=1)
    set_seats_aside(session=evening, seats=2, purpose="partner", until=until, by=TESTS)
    cesars = seat(cesar)
    group = start_group(session=other, contact=contact, by=berit)
    going_on = add_session(everybody_, venue, timezone.now() - datetime.timedelta(hours=1))
    present = Booking.objects.create(session=going_on, person=berit.person, state="booked")
    leading = make(Named("Ledaren", Role.LEADER), scope=Scope(ScopeKind.VENUE, venue.pk))
    nonce = GuardianRequest.objects.get(booking=berits).nonce
    return {
        "evening": evening,
        "other_evening": other,
        "berits": berits,
        "cesars": cesars,
        "cancelled": doriss,
        "group": group,
        "present": present,
        "grant": RoleGrant.objects.get(role=Role.LEADER, person=leading),
        "token": guardian_token(nonce),
    }
