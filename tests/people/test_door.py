"""The door of every API view: the deed, the parameters, and what it answers otherwise."""

from typing import Any, ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.api.door import Door, Query
from tests.browsing import signed_in
from tests.named_people import AMINA, GUNILLA, SARA, make

pytestmark = pytest.mark.django_db


class AgeQuery(Query):
    age = serializers.IntegerField(required=False, min_value=0)
    free = serializers.BooleanField(required=False)


class Asked(Door):
    deeds: ClassVar = {"GET": "account.see_own"}
    queries: ClassVar = {"GET": AgeQuery}

    def get(self, request: Request, word: str = "") -> Response:
        return Response({**self.asked, "word": word})


class Nameless(Door):
    def get(self, request: Request) -> Response:
        return Response({})


class NotADoor(APIView):
    def get(self, request: Request) -> Response:
        return Response({})


class ForEverybody(Door):
    deeds: ClassVar = {"GET": "municipality.read"}

    def get(self, request: Request) -> Response:
        return Response({})


class ForAdministrators(Door):
    deeds: ClassVar = {"GET": "person.create", "POST": "person.create"}

    def get(self, request: Request) -> Response:
        return Response({"seen": True})

    def post(self, request: Request) -> Response:
        return Response({"done": True})


urlpatterns = [
    path("asked", Asked.as_view()),
    path("asked/<str:word>", Asked.as_view()),
    path("nameless", Nameless.as_view()),
    path("not-a-door", NotADoor.as_view()),
    path("everybody", ForEverybody.as_view()),
    path("administrators", ForAdministrators.as_view()),
]


@pytest.fixture(autouse=True)
def addresses() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def names(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400
    return {error["name"]: error["code"] for error in answer.json()["errors"]}


def test_parameters_are_checked_and_read() -> None:
    assert Client().get("/asked?age=15&free=true").json() == {"age": 15, "free": True, "word": ""}


def test_a_parameter_that_is_left_out_is_absent() -> None:
    assert Client().get("/asked").json() == {"word": ""}


def test_every_unknown_repeated_and_impossible_parameter_is_named() -> None:
    client = Client()
    assert names(client.get("/asked?colour=red&size=3")) == {
        "colour": "unknown_parameter",
        "size": "unknown_parameter",
    }
    assert names(client.get("/asked?age=15&age=16")) == {"age": "repeated_parameter"}
    assert names(client.get("/asked?age=-1&free=kanske")) == {"age": "min_value", "free": "invalid"}
    assert names(client.get("/asked?age=")) == {"age": "invalid"}
    assert names(client.get("/asked?age=fem&colour=red")) == {
        "age": "invalid",
        "colour": "unknown_parameter",
    }


def test_head_is_get_and_asks_for_the_same_deed() -> None:
    assert Client().head("/asked").status_code == 200
    assert Client().head("/administrators").status_code == 401
    assert Client().head("/asked?colour=red").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "SEARCH"])
def test_a_method_that_is_not_there_is_405_and_never_a_defect(method: str) -> None:
    assert Client().generic(method, "/asked").status_code == 405


def test_options_tells_what_there_is_and_needs_no_right() -> None:
    assert Client().options("/administrators").status_code == 200


def test_text_that_the_database_cannot_hold_is_not_found() -> None:
    assert Client().get("/asked/a%00b").status_code == 404
    assert Client().get("/asked/ab").json()["word"] == "ab"


@pytest.mark.parametrize("where", ["/nameless", "/not-a-door"])
def test_a_view_that_names_no_deed_opens_for_nobody(where: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        Client().get(where)


def test_each_refusal_says_what_to_do() -> None:
    sara, gunilla = make(SARA), make(GUNILLA)
    answers = {
        "not_signed_in": (Client(), 401),
        "not_permitted": (signed_in(sara), 403),
        "second_factor_needed": (signed_in(gunilla, second_factor=False), 403),
    }
    for code, (client, status) in answers.items():
        answer = client.get("/administrators")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert signed_in(gunilla).get("/administrators").json() == {"seen": True}


def test_a_write_from_another_site_is_refused() -> None:
    gunilla = signed_in(make(GUNILLA))
    assert gunilla.post("/administrators").status_code == 200
    gunilla.handler.enforce_csrf_checks = True
    assert gunilla.post("/administrators").status_code == 403


def test_too_many_questions_are_stopped_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.api.throttles.ReadRate.rate", "3/min", raising=False)
    monkeypatch.setattr("people.api.throttles.WriteRate.rate", "2/min", raising=False)
    client = Client()
    answers = [client.get("/asked") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "throttled"
    amina, gunilla = signed_in(make(AMINA)), signed_in(make(GUNILLA))
    assert amina.get("/asked").status_code == 200, "each person counts for themselves"
    writes = [gunilla.post("/administrators").status_code for _ in range(3)]
    assert writes == [200, 200, 429], "writes are counted apart from reads"


def test_what_somebody_reads_who_has_logged_in_is_kept_by_no_browser() -> None:
    aminas = signed_in(make(AMINA)).get("/everybody")
    assert aminas.status_code == 200
    assert aminas.headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/everybody").headers
