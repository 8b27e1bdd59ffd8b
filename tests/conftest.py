"""What every test shares: the real database, with nothing of it replaced."""

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from config.translations import compile_catalogue, languages


@pytest.fixture(scope="session", autouse=True)
def translations_are_compiled() -> None:
    """What the product shows in other languages, as the catalogues have it now."""
    for language in languages():
        compile_catalogue(language)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database, in which emptying all tables between transactional tests is allowed.

    Only the guard against TRUNCATE rests; its own test switches it on inside its transaction.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE people_auditentry DISABLE TRIGGER people_auditentry_no_truncate"
        )
