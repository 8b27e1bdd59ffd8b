"""The check of the server side's translations finds what it is there to find."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, override
from pytest_django import Settings

from config import translations
from config.translations import catalogue_path, problems, update, wanted

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext
one = _("Platsen är full.")
two = _("Det finns {count} platser.")
def three(n): return ngettext("%(n)d plats", "%(n)d platser", n)
"""
TEMPLATE = '{% load i18n %}{% translate "Välkommen (tillbaka)!" %}'


@pytest.fixture
def room(tmp_path: Path, settings: Settings) -> Path:
    """A project with one room: three texts in its code and one in a template."""
    mail = tmp_path / "people" / "templates" / "mail.txt"
    mail.parent.mkdir(parents=True)
    mail.write_text(TEMPLATE)
    (tmp_path / "people" / "rules.py").write_text(CODE)
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def translate(**texts: str) -> None:
    """Write English for the four texts; `texts` replaces some of it."""
    update("en")
    english: dict[str, str | tuple[str, str]] = {
        "Platsen är full.": texts.get("full", "The place is full."),
        "Det finns {count} platser.": texts.get("count", "There are {count} places."),
        "%(n)d plats": (texts.get("one", "%(n)d place"), texts.get("many", "%(n)d places")),
        "Välkommen (tillbaka)!": texts.get("welcome", "Welcome (back)!"),
    }
    catalogue = translations.read("en")
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            message.string = english[key]
            if key == texts.get("fuzzy"):
                message.flags.add("fuzzy")
    save(catalogue)


def save(catalogue: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalogue)
    catalogue_path("en").write_bytes(out.getvalue())


def test_texts_are_read_off_code_and_templates(room: Path) -> None:
    assert {message.id for message in wanted() if message.id} == {
        "Platsen är full.",
        "Det finns {count} platser.",
        ("%(n)d plats", "%(n)d platser"),
        "Välkommen (tillbaka)!",
    }


def test_a_whole_catalogue_has_no_problems(room: Path) -> None:
    translate()
    assert problems("en") == []


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"full": ""}, "'Platsen är full.' (people/rules.py): missing"),
        ({"many": ""}, "missing"),
        ({"welcome": ""}, "'Välkommen (tillbaka)!' (people/templates/mail.txt): missing"),
        ({"count": "There are places."}, "has other placeholders than ['{count}']"),
        ({"many": "%(m)d places"}, "has other placeholders than ['%(n)d']"),
        ({"full": "Platsen är full."}, "is the Swedish text"),
        ({"fuzzy": "Platsen är full."}, "fuzzy"),
    ],
)
def test_what_is_wrong_is_found(room: Path, texts: dict[str, str], complaint: str) -> None:
    translate(**texts)
    found = problems("en")
    assert len(found) == 1
    assert complaint in found[0]


def test_a_text_that_is_new_and_one_that_is_gone_are_found(room: Path) -> None:
    translate()
    (room / "people" / "rules.py").write_text(CODE.replace("full", "fylld"))
    assert [line.split(": ", 1)[1] for line in problems("en")] == [
        "'Platsen är fylld.' (people/rules.py): missing",
        "'Platsen är full.': obsolete, nothing shows it",
    ]


def test_the_same_text_is_allowed_where_it_is_said_why(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate(full="Platsen är full.")
    monkeypatch.setattr(translations, "SAME_IN", {"en": frozenset({"Platsen är full."})})
    assert problems("en") == []


def test_an_update_keeps_what_is_there_and_is_the_same_the_second_time(room: Path) -> None:
    translate()
    (room / "people" / "rules.py").write_text(CODE.replace("full", "fylld"))
    assert update("en") == 1
    first = catalogue_path("en").read_bytes()
    assert update("en") == 1
    assert catalogue_path("en").read_bytes() == first
    texts = {message.id for message in read_po(io.BytesIO(first)) if message.id}
    assert "Platsen är full." not in texts
    assert "Platsen är fylld." in texts
    assert b"There are {count} places." in first


def test_a_compiled_catalogue_is_what_people_see() -> None:
    for language, expected in [("sv", "Hej!"), ("en", "Hello!"), ("ar", "مرحبًا!")]:
        with override(language):
            assert gettext("Hej!") == expected


def test_the_command_names_each_problem(room: Path) -> None:
    translate(full="")
    with pytest.raises(CommandError, match=r"Platsen är full.*missing"):
        call_command("check_translations")


def test_nothing_is_missing_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_translations")
    assert "each in en, ar" in capsys.readouterr().out
