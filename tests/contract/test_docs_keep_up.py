"""The README and the documents speak of what there is: commands, settings, addresses, files."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.contract.addresses import addresses

ROOT = Path(settings.BASE_DIR)
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").rglob("*.md"))]
READS = {"bool", "str", "int", "float", "list", "db_url", "email_url"}


def _readme() -> str:
    assert README.exists(), "README.md is missing"
    return README.read_text(encoding="utf-8")


def _makefile_commands() -> set[str]:
    found = re.findall(r"^([a-z]+):.*?##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(found)


def _section(text: str, title: str) -> str:
    """What stands below a heading, up to the next of its level or above."""
    found = re.search(rf"^(#+) {title}\b.*?$", text, re.MULTILINE | re.IGNORECASE)
    assert found, f"README.md has no section {title!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def _settings_variables() -> set[str]:
    """Every variable that config/settings.py reads from the environment."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    }


def _table_variables() -> set[str]:
    """The variables in the first column of the table of README's section Configuration."""
    first_cells = re.findall(
        r"^\| *([^|]*?) *\|", _section(_readme(), "Configuration"), re.MULTILINE
    )
    return {name for cell in first_cells for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)}


def _written_addresses(text: str) -> set[str]:
    """Addresses of the API in a text, gaps as {}, without query and example host."""
    found = re.findall(r"/api/v1/[A-Za-z0-9_{}<>:/.-]+", text)
    return {re.sub(r"\{[^}]*\}|<[^>]*>", "{}", one).rstrip("./:") for one in found}


def _fits(address: str, written: str) -> bool:
    """Whether a written address, perhaps with a real id in it, is this one."""
    ours, theirs = address.split("/"), written.split("/")
    return len(ours) == len(theirs) and all(
        "{}" in (our, their) or our == their for our, their in zip(ours, theirs, strict=True)
    )


def test_every_command_of_the_makefile_is_in_the_readme() -> None:
    told = set(re.findall(r"make ([a-z]+)", _readme()))
    assert _makefile_commands() - told == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_written_about_is_in_the_makefile(document: Path) -> None:
    assert document.exists()
    told = set(re.findall(r"`make ([a-z]+)", document.read_text(encoding="utf-8")))
    assert told - _makefile_commands() == set()


def test_the_configuration_table_is_what_the_settings_read() -> None:
    assert len(_settings_variables()) > 15
    assert _table_variables() == _settings_variables()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_address_that_is_written_about_exists(document: Path) -> None:
    exist = {re.sub(r"\{[^}]*\}", "{}", address.path) for address in addresses()}
    for written in _written_addresses(document.read_text(encoding="utf-8")):
        assert any(_fits(one, written) for one in exist), f"{written} is no address of the API"


def test_the_readme_names_every_room() -> None:
    text = _readme()
    for room in (
        "people/",
        "venues/",
        "activities/",
        "outreach/",
        "config/",
        "frontend/",
        "tests/",
    ):
        assert room in text, room


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", target):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
