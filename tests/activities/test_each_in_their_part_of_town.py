"""Sara coordinates Skogås: what lies in Vårby is not hers to touch."""

from typing import Any

import pytest
from django.test import Client

from activities.models import Activity, Session
from activities.scopes import scopes_of_activity, scopes_of_session
from people.roles import Scope, ScopeKind
from tests.browsing import browser_of, problem, rows, send, signed_in
from tests.named_people import ALI, AMINA, GUNILLA, KARIN, OSKAR, PETRA, SARA, hold, make
from tests.town import (
    VARBY,
    Town,
    add_activity,
    add_session,
    add_venue,
    add_weekly,
    an_organiser,
    at,
    build_town,
    in_area,
    stop_clock,
)
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    return build_town()


@pytest.fixture
def in_varby(town: Town) -> Session:
    club = add_venue("Vårby fritidsgård", *VARBY)
    activity = add_activity("Öppen hall i Vårby", owner=in_area(town.varby))
    add_weekly(activity, club)
    return add_session(activity, club, at("2026-11-18 17:00"))


def everything_one_can_do(session: Session, venue: Venue) -> list[tuple[str, str, Any]]:
    activity, one = f"/activities/{session.activity_id}", f"/sessions/{session.pk}"
    weekly = session.activity.schedules.get()
    off = weekly.exceptions.get_or_create(date="2026-12-09", kind="excluded", reason="Stängt")[0]
    schedule = {
        "venue": str(venue.pk),
        "rule": "FREQ=WEEKLY;BYDAY=MO",
        "starts": "17:00",
        "ends": "20:00",
        "first_date": "2026-11-01",
        "capacity": 5,
    }
    arabic = {"title": "قاعة", "summary": "تعال.", "reviewed": True}
    return [
        ("PATCH", activity, {"ages": {"from": 1, "to": 2}}),
        ("POST", f"{activity}/schedules", schedule),
        ("POST", f"{activity}/archive", None),
        ("POST", f"{activity}/undo", None),
        ("POST", f"{activity}/archive", None),
        ("POST", f"{activity}/reopen", None),
        ("POST", f"{activity}/publish", None),
        ("PATCH", f"/schedules/{weekly.pk}", {"capacity": 5}),
        ("POST", f"/schedules/{weekly.pk}/exceptions", {"date": "2026-12-02", "kind": "added"}),
        ("DELETE", f"/schedule-exceptions/{off.pk}", None),
        ("POST", f"{activity}/restore", {"number": 1}),
        ("PUT", f"{activity}/translations/ar", arabic),
        ("PATCH", one, {"capacity": 5}),
        ("PATCH", one, {"venue": str(venue.pk)}),
        ("POST", f"{one}/cancel", {"reason": "Därför"}),
        ("DELETE", f"/schedules/{weekly.pk}", None),
    ]


def as_it_was(session: Session) -> bool:
    session.refresh_from_db()
    activity = Activity.objects.get(pk=session.activity_id)
    return (
        (session.status, session.capacity) == ("scheduled", 20)
        and (activity.status, activity.age_from) == ("published", 13)
        and [(one.capacity, one.exceptions.count()) for one in activity.schedules.all()]
        == [(20, 1)]
    )


def test_sara_of_skogas_can_touch_nothing_in_varby(town: Town, in_varby: Session) -> None:
    sara = browser_of(SARA, scope=in_area(town.skogas))
    mine = add_venue("Skogås fritidsgård", 0, 0)
    for method, path, body in everything_one_can_do(in_varby, mine):
        problem(send(sara, method, path, body), 403, "not_permitted")
        assert as_it_was(in_varby), path


@pytest.mark.parametrize("scope", ["district", "regso", "municipality", "venue", "organiser"])
def test_whoever_coordinates_a_part_that_contains_it_can(
    town: Town, in_varby: Session, scope: str
) -> None:
    where = {
        "district": in_area(town.varby),
        "regso": in_area(town.varby_gard),
        "municipality": None,
        "venue": Scope(ScopeKind.VENUE, in_varby.venue_id),
        "organiser": Scope(ScopeKind.ORGANISER, in_varby.activity.organiser_id),
    }[scope]
    sara = browser_of(SARA, scope=where)
    for method, path, body in everything_one_can_do(in_varby, in_varby.venue):
        assert send(sara, method, path, body).status_code in {200, 201}, path
    assert {row["id"] for row in rows("/activities", sara, status="published")} == {
        str(in_varby.activity_id)
    }


def test_an_organisers_coordinator_does_not_touch_another_organisers(
    town: Town, in_varby: Session
) -> None:
    sara = browser_of(SARA, scope=Scope(ScopeKind.ORGANISER, an_organiser("SMASH").pk))
    for method, path, body in everything_one_can_do(in_varby, in_varby.venue):
        problem(send(sara, method, path, body), 403, "not_permitted")


@pytest.mark.parametrize("named", [AMINA, KARIN, OSKAR, PETRA], ids=lambda named: named.call_name)
def test_the_others_may_not_anywhere(town: Town, in_varby: Session, named: Any) -> None:
    client = browser_of(named)
    for method, path, body in everything_one_can_do(in_varby, in_varby.venue):
        problem(send(client, method, path, body), 403, "not_permitted")
    assert as_it_was(in_varby)


def test_a_visitor_is_asked_to_sign_in(in_varby: Session) -> None:
    for method, path, body in everything_one_can_do(in_varby, in_varby.venue):
        problem(send(Client(), method, path, body), 401, "not_signed_in")


def test_without_the_second_factor_gunilla_may_nothing_yet(in_varby: Session) -> None:
    gunilla = browser_of(GUNILLA, second_factor=False)
    for method, path, body in everything_one_can_do(in_varby, in_varby.venue):
        problem(send(gunilla, method, path, body), 403, "second_factor_needed")


def test_ali_leads_the_session_and_changes_it_but_not_the_activity(in_varby: Session) -> None:
    ali = browser_of(ALI, scope=Scope(ScopeKind.SESSION, in_varby.pk))
    assert send(ali, "PATCH", f"/sessions/{in_varby.pk}", {"capacity": 25}).status_code == 200
    path = f"/activities/{in_varby.activity_id}"
    problem(send(ali, "PATCH", path, {"ages": {"from": 1, "to": 2}}), 403, "not_permitted")
    another = add_session(in_varby.activity, in_varby.venue, at("2026-11-25 17:00"))
    problem(send(ali, "PATCH", f"/sessions/{another.pk}", {"capacity": 25}), 403, "not_permitted")


def test_who_coordinates_two_parts_sees_the_drafts_of_both(town: Town) -> None:
    sara = make(SARA, scope=in_area(town.skogas))
    hold(sara, SARA.role, scope=in_area(town.varby))
    for title, area in (("Skogås", town.skogas), ("Vårby", town.varby)):
        add_activity(title, status="draft", owner=in_area(area))
    add_activity("Hela kommunen", status="draft")
    found = rows("/activities", signed_in(sara), status="draft")
    assert [row["title"] for row in found] == ["Skogås", "Vårby"]


def test_a_draft_with_two_schedules_in_skogas_is_listed_once(town: Town) -> None:
    draft = add_activity("Öppen hall", status="draft")
    club = add_venue("Skogås fritidsgård", 0, 0)
    add_weekly(draft, club, weekday=1)
    add_weekly(draft, club, weekday=2)
    sara = browser_of(SARA, scope=in_area(town.skogas))
    assert [row["title"] for row in rows("/activities", sara, status="draft")] == ["Öppen hall"]


def test_the_scopes_of_a_session_are_all_that_contain_it(town: Town, in_varby: Session) -> None:
    areas = {in_area(area) for area in (town.varby_gard, town.varby, town.huddinge)}
    of_activity = set(scopes_of_activity(in_varby.activity))
    assert of_activity == areas | {
        Scope(ScopeKind.ORGANISER, in_varby.activity.organiser_id),
        Scope(ScopeKind.VENUE, in_varby.venue_id),
    }
    assert set(scopes_of_session(in_varby)) == of_activity | {Scope(ScopeKind.SESSION, in_varby.pk)}


def test_a_venue_in_no_area_has_itself_alone_as_scope(town: Town) -> None:
    far = add_venue("Tyresö centrum", 9_000, 0)
    session = add_session(add_activity(), far, at("2026-11-18 17:00"))
    kinds = {scope.kind for scope in scopes_of_session(session)}
    assert kinds == {"session", "municipality", "organiser", "venue"}
