"""docs/openapi.yaml is what the code does, all of it; the pages are the frontend's routes."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from config.pages import PAGES
from people.permissions import deeds
from tests.contract.addresses import Address, addresses

DESCRIPTION = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
ROUTES = Path(settings.BASE_DIR) / "frontend" / "src" / "routes"
ERRORS = {"400", "401", "403", "404", "405", "409", "413", "415", "429"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text())
    return found


def test_the_committed_description_is_what_the_code_generates() -> None:
    generated = SchemaGenerator().get_schema(request=None, public=True)
    again = "python manage.py spectacular --file docs/openapi.yaml --validate"
    fresh = OpenApiYamlRenderer().render(generated, renderer_context={}).decode()
    assert DESCRIPTION.read_text() == fresh, f"docs/openapi.yaml lags behind: run `{again}`"


def test_it_names_every_method_of_every_address_and_no_other(described: dict[str, Any]) -> None:
    told = {
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method in methods
    }
    assert told == {str(address) for address in addresses()}


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_each_operation_says_who_may_and_with_which_parameters(
    described: dict[str, Any], address: Address
) -> None:
    operation = described["paths"][address.path][address.method.lower()]
    asked = {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
    assert asked == set(address.parameters)
    deed = deeds()[operation["x-deed"]]
    assert deed.name == address.view.deeds[address.method]
    everybody = {} in operation.get("security", [])
    assert everybody is deed.everybody


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_each_error_is_described_as_a_problem(described: dict[str, Any], address: Address) -> None:
    answers = described["paths"][address.path][address.method.lower()]["responses"]
    wrong = {code: answer for code, answer in answers.items() if code in ERRORS}
    assert {"400", "429"} <= set(wrong)
    for code, answer in wrong.items():
        assert set(answer["content"]) == {"application/problem+json"}, code


def _route_of(folder: Path) -> str:
    """The page that a folder of routes makes: without layout groups in parentheses."""
    parts = folder.relative_to(ROUTES).parts
    kept = [part for part in parts if not re.fullmatch(r"\(.*\)", part)]
    return "/" + "/".join(kept)


def test_every_route_of_the_frontend_is_a_page_with_a_deed_and_no_other() -> None:
    routes = {_route_of(page.parent) for page in ROUTES.rglob("+page.svelte")}
    assert routes == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_has_the_gaps_of_its_route_and_a_known_deed(name: str) -> None:
    path, deed = PAGES[name]
    assert "/" + re.sub(r"<\w+:(\w+)>", r"[\1]", path) == name
    assert deed in deeds()
