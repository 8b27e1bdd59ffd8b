"""The description of the API says what the doors do."""

from typing import Any, ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from people.api.paging import PageQuery
from people.permissions import deeds


class Row(serializers.Serializer[Any]):
    name = serializers.CharField()


class Things(Door):
    """All things."""

    deeds: ClassVar = {"GET": "activity.read", "POST": "activity.write"}
    queries: ClassVar = {"GET": PageQuery}

    @extend_schema(responses=Row(many=True))
    def get(self, request: Request) -> Response: ...  # type: ignore[empty-body]

    @extend_schema(request=Row, responses={201: Row, 409: Row})
    def post(self, request: Request) -> Response: ...  # type: ignore[empty-body]


class Thing(Door):
    """One thing."""

    deeds: ClassVar = {
        "GET": "activity.read",
        "PATCH": "activity.write",
        "DELETE": "activity.write",
    }

    @extend_schema(responses=Row)
    def get(self, request: Request, id: str) -> Response: ...  # type: ignore[empty-body]

    @extend_schema(request=Row, responses=Row)
    def patch(self, request: Request, id: str) -> Response: ...  # type: ignore[empty-body]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> Response: ...  # type: ignore[empty-body]


class Cancel(Door):
    """Calls a thing off."""

    deeds: ClassVar = {"POST": "activity.write"}

    @extend_schema(request=None, responses=Row)
    def post(self, request: Request, id: str) -> Response: ...  # type: ignore[empty-body]


@pytest.fixture
def paths() -> dict[str, Any]:
    addresses = [
        path("api/v1/things", Things.as_view()),
        path("api/v1/things/<uuid:id>", Thing.as_view()),
        path("api/v1/things/<uuid:id>/cancel", Cancel.as_view()),
    ]
    schema = SchemaGenerator(patterns=addresses).get_schema(request=None, public=True)
    found: dict[str, Any] = schema["paths"]
    return found


def test_every_operation_has_a_short_name_of_its_own(paths: dict[str, Any]) -> None:
    assert [one["operationId"] for way in paths.values() for one in way.values()] == [
        "things_list",
        "things_create",
        "things_retrieve",
        "things_update",
        "things_remove",
        "things_cancel",
    ]


def test_parameters_come_from_the_query(paths: dict[str, Any]) -> None:
    parameters = {one["name"]: one for one in paths["/api/v1/things"]["get"]["parameters"]}
    assert set(parameters) == {"cursor", "page_size"}
    assert parameters["page_size"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
    }


def test_each_deed_stands_in_the_description(paths: dict[str, Any]) -> None:
    get, post = paths["/api/v1/things"]["get"], paths["/api/v1/things"]["post"]
    assert (get["x-deed"], post["x-deed"]) == ("activity.read", "activity.write")
    assert get["description"] == "All things.\n\nDeed: `activity.read` (everybody)."
    assert "(those who may)" in post["description"]
    assert get["security"] == [{}]
    assert post["security"] == [{"session": []}]


@pytest.mark.parametrize(
    ("where", "method", "codes"),
    [
        ("/api/v1/things", "get", {"200", "400", "429"}),
        ("/api/v1/things", "post", {"201", "400", "401", "403", "409", "415", "429"}),
        ("/api/v1/things/{id}", "get", {"200", "400", "404", "429"}),
        ("/api/v1/things/{id}", "delete", {"204", "400", "401", "403", "404", "429"}),
    ],
)
def test_errors_are_documented_where_they_can_happen(
    paths: dict[str, Any], where: str, method: str, codes: set[str]
) -> None:
    responses = paths[where][method]["responses"]
    assert set(responses) == codes
    problem = responses["400"]["content"]["application/problem+json"]["schema"]
    assert problem == {"$ref": "#/components/schemas/Problem"}
    assert "Retry-After" in responses["429"]["headers"]


def test_the_whole_description_is_made_without_a_warning(tmp_path: Any) -> None:
    out = tmp_path / "openapi.yaml"
    try:
        call_command("spectacular", "--file", str(out), "--validate", "--fail-on-warn")
    except CommandError as error:
        pytest.fail(str(error))
    text = out.read_text()
    assert text.startswith("openapi: 3.1")
    described = {line.split(": ")[1] for line in text.splitlines() if "x-deed: " in line}
    assert described <= set(deeds())
