"""Where one is logged in: listed, and ended."""

import pytest
from django.test import Client

from people.models import SignIn, User
from people.sign_ins import device_of
from tests.browsing import problem, signed_in
from tests.named_people import AMINA, SARA, make
from tests.people.browser import Browser, code_in_the_mail, let_in

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"
SCHOOL = "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"


def logs_in(user_agent: str) -> Client:
    browser = Browser()
    browser.client.defaults["HTTP_USER_AGENT"] = user_agent
    browser.ask_for_code(AMINA.email)
    assert browser.confirm_code(code_in_the_mail())[0] == 200
    return browser.client


def seen(client: Client) -> list[tuple[str, bool]]:
    answer = client.get("/api/v1/me/sign-ins")
    assert answer.headers["Cache-Control"] == "no-store"
    return [(row["device"], row["current"]) for row in answer.json()["results"]]


@pytest.fixture
def amina() -> User:
    return let_in(AMINA)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (PHONE, "Chrome, Android"),
        (SCHOOL, "Edge, Chromebook"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/145.0", "Firefox, Windows"),
        ("curl/8.1", ""),
        ("", ""),
    ],
)
def test_a_device_is_told_in_words_and_no_more_of_it_is_kept(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


def test_amina_sees_where_she_is_logged_in_and_ends_the_one_at_school(amina: User) -> None:
    school, phone = logs_in(SCHOOL), logs_in(PHONE)
    assert seen(phone) == [("Chrome, Android", True), ("Edge, Chromebook", False)]
    rows = phone.get("/api/v1/me/sign-ins").json()["results"]
    assert all(row["since"] for row in rows)
    keys = set(SignIn.objects.values_list("session_key", flat=True))
    assert not keys & {row["id"] for row in rows}, "a list is no key to the door"
    assert phone.delete(f"/api/v1/me/sign-ins/{rows[1]['id']}").status_code == 204
    assert not school.get("/api/v1/me").json()["authenticated"]
    assert seen(phone) == [("Chrome, Android", True)]


def test_amina_logs_out_everywhere_else(amina: User) -> None:
    others = [logs_in(SCHOOL) for _ in range(2)]
    phone = logs_in(PHONE)
    assert phone.post("/api/v1/me/sign-ins/end-others").status_code == 204
    assert [one.get("/api/v1/me").json()["authenticated"] for one in others] == [False, False]
    assert phone.get("/api/v1/me").json()["authenticated"]


def test_nobody_sees_or_ends_what_is_another_persons(amina: User) -> None:
    phone = logs_in(PHONE)
    other = signed_in(make(SARA))
    handle = phone.get("/api/v1/me/sign-ins").json()["results"][0]["id"]
    assert handle not in {row["id"] for row in other.get("/api/v1/me/sign-ins").json()["results"]}
    problem(other.delete(f"/api/v1/me/sign-ins/{handle}"), 404, "no_such_sign_in")
    assert phone.get("/api/v1/me").json()["authenticated"]


def test_neither_network_address_nor_the_whole_header_is_kept(amina: User) -> None:
    logs_in(PHONE)
    row = SignIn.objects.get(person=amina)
    everything = f"{row.device} {row.get_decoded()}"
    assert "192.0.2.7" not in everything
    assert "Mozilla" not in everything


def test_the_list_takes_the_same_number_of_queries_however_many_there_are(
    amina: User, django_assert_num_queries: object
) -> None:
    phone = logs_in(PHONE)
    for count in (1, 5):
        while SignIn.objects.filter(person=amina).count() < count:
            signed_in(amina)
        with django_assert_num_queries(4):  # type: ignore[operator]
            phone.get("/api/v1/me/sign-ins")
