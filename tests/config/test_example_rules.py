"""The example's small rules: sharing out ages, reading weeks, calling off, finding codes."""

import datetime
import os
from fractions import Fraction
from pathlib import Path

import pyotp
import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend
from hypothesis import given, settings
from hypothesis import strategies as st

from config.example.ages import bands, largest_remainder
from config.example.calendar import ALWAYS_ON, ONE_IN, why_off
from config.example.codes import mailed, totp
from config.example.weekly import Slot, slots


def test_ages_of_a_thousand_people() -> None:
    """A third of 1,000 is 333.3, so 66.7 in each of five bands and 666.7 above."""
    shared = bands(1000)
    assert [band.count for band in shared] == [67, 67, 67, 67, 66, 666]
    assert [(band.age_from, band.age_to) for band in shared] == [
        (0, 4), (5, 9), (10, 14), (15, 19), (20, 24), (25, None),
    ]  # fmt: skip
    assert all(band.apportioned for band in shared)


@settings(deadline=None)  # a busy machine is no defect
@given(st.integers(0, 10**7))
def test_shared_ages_sum_to_the_total_and_are_off_by_less_than_one(total: int) -> None:
    counts = [band.count for band in bands(total)]
    assert sum(counts) == total
    assert all(abs(count - Fraction(total, 15)) < 1 for count in counts[:-1])
    assert abs(counts[-1] - Fraction(2 * total, 3)) < 1


def test_the_largest_remainder_gets_the_seat() -> None:
    assert largest_remainder(10, [Fraction(1, 4), Fraction(1, 3), Fraction(5, 12)]) == [3, 3, 4]


def test_a_week_is_read() -> None:
    week = list(slots("1-2,5 15:00-21:00 | 6 18:30-23:00"))
    afternoon = (datetime.time(15), datetime.time(21))
    assert week[:3] == [Slot(1, *afternoon), Slot(2, *afternoon), Slot(5, *afternoon)]
    assert week[3:] == [Slot(6, datetime.time(18, 30), datetime.time(23))]


@pytest.mark.parametrize("wrong", ["", "8 15:00-16:00", "3-1 15:00-16:00", "1 15:00", "x 1-2"])
def test_a_week_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the message, the file is wrong
        list(slots(wrong))


def test_what_is_called_off_follows_from_activity_and_date() -> None:
    closed, reasons = {"12-24": "Stängt på julafton."}, ["a", "b", "c"]
    start = datetime.date(2026, 1, 1)
    days = [start + datetime.timedelta(days=n) for n in range(3000)]
    keys = ["example:x:y", "example:z:y"]
    first, other = ([why_off(key, day, closed, reasons) for day in days] for key in keys)
    assert first == [why_off(keys[0], day, closed, reasons) for day in days]
    assert first != other
    odd = [reason for reason in first if reason in reasons]
    assert set(odd) == set(reasons)
    assert 0.5 < len(odd) * ONE_IN / len(days) < 2
    assert why_off(keys[0], datetime.date(2027, 12, 24), closed, reasons) == "Stängt på julafton."


def test_what_is_always_on_only_closes_on_holidays() -> None:
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(days=n) for n in range(2000)]
    reasons = {why_off(ALWAYS_ON, day, {"12-24": "Stängt."}, ["sjuk"]) for day in days}
    assert reasons == {"", "Stängt."}


@settings(deadline=None)  # a busy machine is no defect
@given(st.integers(0, 2**35))
def test_second_factor_digits_are_those_of_every_authenticator(at: int) -> None:
    secret = "NARAEXAMPLELEADERNARAEXAMPLE2345"
    assert totp(secret, at) == pyotp.TOTP(secret).at(at)


def _send(folder: Path, to: str, body: str) -> None:
    """A mail in a file of its own, newer than those before it."""
    backend = EmailBackend(file_path=str(folder / "new"))
    backend.send_messages([EmailMultiAlternatives("Din kod till Nära", body, to=[to])])
    backend.close()
    (written,) = (folder / "new").iterdir()
    number = len(list(folder.glob("*.log")))
    moved = written.rename(folder / f"{9 - number}.log")
    os.utime(moved, (number, number))


@pytest.mark.parametrize("code", ["BCDF-GHJK", "123456", "ABC123", "12-34-56"])
def test_the_code_in_the_latest_mail_is_found(tmp_path: Path, code: str) -> None:
    _send(tmp_path, "amina@nara.example", "Hej!\n\nSkriv in koden.\n\nOLD1\n\nVar det inte du?\n")
    _send(tmp_path, "robin@nara.example", "Hej!\n\nROBINS\n\n")
    _send(tmp_path, "amina@nara.example", f"Hej!\n\nSkriv in koden.\n\n{code}\n\nInte du?\n")
    assert mailed("amina@nara.example", tmp_path) == code


def test_of_two_mails_in_one_file_the_later_counts(tmp_path: Path) -> None:
    backend = EmailBackend(file_path=str(tmp_path))
    for code in ("FIRST1", "SECOND"):
        body = f"Hej!\n\n{code}\n\nInte du?\n"
        backend.send_messages([EmailMultiAlternatives("Din kod", body, to=["a@nara.example"])])
    backend.close()
    assert mailed("a@nara.example", tmp_path) == "SECOND"


def test_no_mail_no_code(tmp_path: Path) -> None:
    _send(tmp_path, "amina@nara.example", "Hej!\n\nNågot ändrades i ditt konto.\n")
    assert mailed("amina@nara.example", tmp_path) is None
    assert mailed("nobody@nara.example", tmp_path) is None
