"""Secrets at rest: which key encrypts, which decrypt, and what happens without one."""

import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from people.encryption import Undecipherable, decrypt, encrypt

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def problems(*, deploy: bool) -> set[str]:
    return {
        str(found.id)
        for found in run_checks(include_deployment_checks=deploy)
        if str(found.id).startswith("people.")
    }


def test_what_is_encrypted_can_be_read_again_and_is_not_readable_before(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = [NEW]
    hidden = encrypt("hemligt")
    assert "hemligt" not in hidden
    assert decrypt(hidden) == "hemligt"
    assert encrypt("hemligt") != hidden


def test_keys_are_rotated_the_first_encrypts_and_all_decrypt(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = [OLD]
    hidden = encrypt("hemligt")
    settings.NARA_ENCRYPTION_KEYS = [NEW, OLD]
    assert decrypt(hidden) == "hemligt"
    newer = encrypt("hemligt")
    settings.NARA_ENCRYPTION_KEYS = [NEW]
    assert decrypt(newer) == "hemligt"
    with pytest.raises(Undecipherable):
        decrypt(hidden)


def test_changed_text_is_refused(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = [NEW]
    hidden = encrypt("hemligt")
    with pytest.raises(Undecipherable):
        decrypt(hidden[:-4] + "AAA=")


def test_without_keys_an_example_derives_one_and_production_refuses(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = []
    settings.NARA_INSECURE_HTTP = True
    hidden = encrypt("hemligt")
    assert decrypt(hidden) == "hemligt"
    settings.SECRET_KEY = "another"
    with pytest.raises(Undecipherable):
        decrypt(hidden)
    settings.NARA_INSECURE_HTTP = False
    with pytest.raises(ImproperlyConfigured, match="NARA_ENCRYPTION_KEYS is not set"):
        encrypt("hemligt")


def test_the_deployment_check_asks_for_keys(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = []
    assert problems(deploy=True) == {"people.E002"}
    assert problems(deploy=False) == set()
    settings.NARA_ENCRYPTION_KEYS = [NEW, OLD]
    assert problems(deploy=True) == set()


def test_a_key_that_is_none_is_found_before_it_is_needed(settings: Settings) -> None:
    settings.NARA_ENCRYPTION_KEYS = [NEW, "not-a-key"]
    assert problems(deploy=False) == {"people.E001"}
