"""A list of sixty asks the database as often as one of three. How often is written down here."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.attendance.questions import set_questions
from activities.models import (
    Activity,
    ActivityChange,
    ActivityPhoto,
    Application,
    Booking,
    BookingGroup,
    GroupFriend,
    Notification,
    Organiser,
    SessionLeader,
    Term,
    TermCourse,
    Wish,
)
from activities.notifying.outbox import tell
from outreach.models import TimeSlot
from people.children import add_child
from people.models import User
from people.roles import Role
from tests.activities.attendance.phones import Phone, send
from tests.browsing import API, browser_of
from tests.contract.addresses import gets
from tests.named_people import GUNILLA, TESTS, Named, make
from tests.town import (
    NOON,
    a_category,
    add_activity,
    add_area,
    add_category,
    add_session,
    add_venue,
    add_weekly,
    at,
    box,
    build_town,
    near,
    stop_clock,
)
from venues.areas import Band, set_home_points, set_population
from venues.models import Area, Picture, PictureAlt, PictureFile, SchoolHoliday, Venue

pytestmark = pytest.mark.django_db
AT_MOST = 8
WITH_METRES = "/venues?near={near}&within=5000&format=geojson"
#: Address → queries of its own. Two are not for visitors: Gunilla asks them.
QUERIES = {
    "/areas": 2,
    "/areas?format=geojson&q=del&area=0126": 3,
    "/venues": 3,
    "/venues?open=now": 5,
    WITH_METRES: 3,
    "/venues?accessible=step_free,lift": 3,
    "/sessions": 2,
    "/sessions?near={near}&order=nearest&category=sport&age=15&q=hall&area=0126&format=geojson": 5,
    "/sessions?accessible=step_free": 2,
    "/sessions/facets": 2,
    "/sessions/facets?category=sport&age=15&q=hall&area=0126&window=next_school_holiday": 6,
    "/sessions/words?q=skogas": 4,
    "/sessions.ics": 5,
    "/sessions.ics?near={near}&within=5000&category=sport&age=15&q=hall&area=0126": 9,
    "/activities": 6,
    "/activities?accessible=step_free": 6,
    "/activities?window=weekend&category=sport": 7,
    "/activities?needs=translation": 6,
    "/activities/changes?ids={ids}": 4,
    "/basemap": 0,
    "/categories": 2,
    "/municipality": 3,
    "/organisers": 1,
    "/imports": 1,
    "/imports/kinds": 0,
    "/coverage/areas?kind=deso": 7,
    "/bookings": 6,
    "/groups": 2,
    "/notifications": 1,
    "/applications": 6,
    "/terms": 7,
    "/tickets/keys": 0,
    "/attendance/evening": 8,
    "/attendance/keys": 0,
    "/attendance/refused": 2,
    "/leaders": 1,
    "/me": 0,
    "/me/children": 2,
    "/me/dealings": 1,
    "/me/notices": 1,
    "/me/sign-ins": 1,
}
NOT_FOR_VISITORS = (
    "/organisers",
    "/imports",
    "/coverage",
    "/activities?needs",
    "/bookings",
    "/groups",
    "/notifications",
    "/attendance",
    "/leaders",
    "/applications",
    "/me/",
)
#: Lists of sessions, of which there are more in the end.
OF_SESSIONS = ("/sessions?", "/sessions.ics", "/sessions/facets")
#: As many as there are kinds of records, however many rows: tests/people/test_privacy_centre.py.
ONE_PER_KIND = {"/me/data"}
#: What being logged in costs: the log-in session, the person, the person's roles.
LOGGED_IN = 3


def grow(first: int, last: int) -> None:
    """Areas, venues, activities and their sessions, numbered; each with all that hangs on it."""
    town = Area.objects.get(code="0126-skogas")
    sport = a_category("sport")
    for number in range(first, last):
        part = add_area(
            f"D{number}",
            box(number * 10, 0, number * 10 + 9, 9),
            kind="deso",
            parent=town,
            sv=f"Del {number}",
            ar=f"جزء {number}",
        )
        on = datetime.date(2023, 12, 31)
        set_population(
            area=part, reference_date=on, bands=[Band(13, 16, 9, True)], source="SCB", by=TESTS
        )
        set_home_points(area=part, points=[(part.geometry.centroid, 1)], source="SCB", by=TESTS)
        club = add_venue(f"Hall {number}", number * 10 + 5, 5)
        Venue.objects.filter(pk=club.pk).update(access_yes=["step_free", "lift"])
        hall = add_activity(f"Öppen hall {number}", category=sport)
        add_weekly(hall, club)
        ActivityChange.objects.create(activity=hall, kind="price", before="0.00", after="20.00")
        a_photo(hall)
        add_session(hall, club, at("2026-11-21 17:00"))
        add_session(hall, club, at("2026-11-25 17:00"))
        book(hall, number)
        applied_for(hall, number)
        Organiser.objects.create(name=f"Förening {number}")
        add_category(f"more_{number}", parent=sport)


def a_photo(activity: Activity) -> None:
    """A picture's rows; what is in it does not matter to a list."""
    picture = Picture.objects.create(width=1, height=1)
    PictureAlt.objects.create(picture=picture, language="sv", text="En hall")
    PictureFile.objects.create(
        picture=picture, format="avif", width=1, height=1, digest="0" * 32, content=b"-"
    )
    ActivityPhoto.objects.create(activity=activity, picture=picture, position=0)


def book(activity: Activity, number: int) -> None:
    """Gunilla waits for every first session and has a seat in every second; she is told so."""
    gunilla = User.objects.get(email=GUNILLA.email)
    sessions = activity.sessions.order_by("starts_at")
    for session, state in zip(sessions, ("waiting", "booked"), strict=True):
        waits = {"queue_number": number} if state == "waiting" else {}
        one = Booking.objects.create(session=session, person=gunilla, state=state, **waits)
        tell(Notification.Kind.BOOKED, one)
        group = BookingGroup.objects.create(
            session=session, started_by=gunilla, code=one.pk.hex[:9]
        )
        GroupFriend.objects.create(group=group, person=gunilla)
        lead(gunilla, one)
    add_child(by=TESTS, guardian=gunilla, call_name=f"Barn {number}", birth_year=2015)


def applied_for(activity: Activity, number: int) -> None:
    """A term with one course, to which Gunilla has applied."""
    term = Term.objects.create(
        organiser=activity.organiser,
        name=f"Termin {number}",
        first_date=NOON.date(),
        last_date=NOON.date(),
        opens_at=at("2026-11-01 12:00"),
        closes_at=at("2026-11-10 12:00"),
        order=["lottery"],
        published_at=at("2026-10-01 12:00"),
        seed_hash="0",
    )
    course = TermCourse.objects.create(term=term, activity=activity, places=3)
    gunilla = User.objects.get(email=GUNILLA.email)
    asked_ = {"state": "active", "new_pupil": True, "sibling": False}
    made = Application.objects.create(term=term, person=gunilla, **asked_)
    Wish.objects.create(application=made, course=course, rank=1)


def lead(gunilla: User, booking: Booking) -> None:
    """This evening Gunilla leads a session in which somebody came, and something was refused."""
    session = add_session(booking.session.activity, booking.session.venue, at("2026-11-18 17:00"))
    SessionLeader.objects.create(session=session, person=gunilla)
    make(Named(f"Ledare-{session.pk}", Role.LEADER))
    guest = make(Named(f"Gäst-{session.pk}", Role.YOUNG_PERSON, 2011), holding=False)
    seat = Booking.objects.create(session=session, person=guest, state="booked")
    tap: dict[str, Any] = {"booking": str(seat.pk), "status": "present"}
    phone = Phone(gunilla)
    send(
        phone.tap(session, when=NOON, **tap),
        phone.tap(session, when=at("2026-11-18 17:00"), **tap),
        by=gunilla,
    )


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    stop_clock(monkeypatch)
    build_town()
    add_category("sport")
    SchoolHoliday.objects.create(
        name="Lov",
        first_date=datetime.date(2026, 11, 23),
        last_date=datetime.date(2026, 11, 27),
        source="-",
    )
    TimeSlot.objects.get_or_create(
        code="evening",
        defaults={
            "position": 1,
            "weekdays": [1, 2, 3, 4, 5],
            "starts": datetime.time(17),
            "ends": datetime.time(20),
        },
    )
    set_questions(questions=[{"sv": "Vad gick bra?"}], by=TESTS)
    gunilla = browser_of(GUNILLA)
    return lambda path: gunilla if path.startswith(NOT_FOR_VISITORS) else Client()


def count(answer: Any) -> int:
    """The rows of a list, however it is written."""
    if answer.headers["Content-Type"].startswith("text/calendar"):
        return int(answer.content.count(b"BEGIN:VEVENT"))
    found = answer.json()
    if isinstance(found.get("sessions"), int):
        return int(found["sessions"])  # counts alone: of what is counted
    rows = found.get("results", found.get("features", found.get("sessions", [])))
    return len(rows)


def asked(client: Client, path: str) -> tuple[int, int]:
    """How often the database was asked, and how many rows came."""
    ids = ",".join(str(pk) for pk in Activity.objects.values_list("pk", flat=True))
    cache.clear()  # the counts of a search are kept for a while
    path_ = path.replace("{near}", near(0, 0)).replace("{ids}", ids)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(API + path_)
    assert answer.status_code == 200, answer.content
    own = len(queries) - (LOGGED_IN if path.startswith(NOT_FOR_VISITORS) else 0)
    return own, count(answer)


def test_three_rows_and_sixty_take_the_same_number_of_queries(
    client: Callable[[str], Client],
) -> None:
    grow(0, 3)
    Venue.objects.update(opening_hours="24/7", opening_hours_source="-")
    asked(Client(), WITH_METRES)  # the first of all reads once what EPSG:3006 is
    few = {path: asked(client(path), path) for path in QUERIES}
    grow(3, 60)
    Venue.objects.update(opening_hours="24/7", opening_hours_source="-")
    many = {path: asked(client(path), path) for path in QUERIES}
    assert {path: count for path, (count, _) in few.items()} == QUERIES
    assert {path: count for path, (count, _) in many.items()} == QUERIES
    # A calendar reads what is on and what was taken away: one question more than a list.
    lists = [count for path, count in QUERIES.items() if ".ics" not in path]
    assert max(lists) <= AT_MOST
    assert all(rows >= 20 for path, (_, rows) in many.items() if path.startswith(OF_SESSIONS))


def test_every_list_of_the_api_is_in_the_table() -> None:
    told = {path.partition("?")[0] for path in QUERIES}
    assert {address.path.removeprefix(API) for address in gets(lists=True)} == told | ONE_PER_KIND
