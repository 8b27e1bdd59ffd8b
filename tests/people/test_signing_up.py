"""Young people and guardians make an account for themselves: by a code, and with the least data."""

import re
import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from people.actors import system
from people.errors import ContactNeeded, EmailTaken, PhoneTaken
from people.membership import create_person, sign_up
from people.models import RoleGrant, User
from people.retention import apply_retention
from people.sms import FileSms
from tests.named_people import AMINA, TESTS, Named
from tests.people.browser import Browser, code_in_the_mail, let_in

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 15
NOOR = {"call_name": "Noor", "who": "young_person", "birth_year": YEAR, "email": "noor@example.org"}
NUMBER = "+46701234567"


@pytest.fixture(autouse=True)
def sms(settings: Settings, tmp_path: Path) -> Path:
    """A telephone network that writes into a folder."""
    settings.NARA_SMS_GATEWAY = "people.sms.FileSms"
    settings.NARA_SMS_DIR = str(tmp_path / "sms")
    settings.ACCOUNT_LOGIN_METHODS = {"email", "phone"}
    settings.ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]
    return tmp_path / "sms"


def told(sms: Path) -> list[str]:
    """The messages that were sent, oldest first."""
    files = sorted(sms.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    return [path.read_text() for path in files]


def code_in_the_sms(sms: Path) -> str:
    found = re.search(r"#(\S+)$", told(sms)[-1].strip())
    assert found, told(sms)[-1]
    return found[1]


def pending(answer: tuple[int, dict[str, Any]]) -> set[str]:
    status, body = answer
    assert status == 401, body
    return {flow["id"] for flow in body["data"]["flows"] if flow.get("is_pending")}


def test_noor_gets_an_account_with_a_code_from_her_mail() -> None:
    browser = Browser()
    assert pending(browser.post("auth/signup", **NOOR)) == {"verify_email"}
    assert not browser.me()["authenticated"]
    assert browser.post("auth/email/verify", key="FEL-KOD")[0] == 400
    assert browser.post("auth/email/verify", key=code_in_the_mail())[0] == 200
    me = browser.me()
    assert (me["authenticated"], me["name"]) == (True, "Noor")
    assert [row["role"] for row in me["roles"]] == ["young_person"]
    noor = User.objects.get(email=NOOR["email"])
    assert (noor.birth_year, noor.signed_up) == (YEAR, True)
    assert RoleGrant.objects.get(person=noor).scope_id == noor.pk, "her own affairs, nothing else"
    assert EmailAddress.objects.get(user=noor).verified


def test_noor_gets_an_account_with_a_code_from_an_sms_and_comes_back_by_one(sms: Path) -> None:
    browser = Browser()
    by_phone = {**NOOR, "phone": NUMBER}
    del by_phone["email"]
    assert pending(browser.post("auth/signup", **by_phone)) == {"verify_phone"}
    assert browser.post("auth/phone/verify", code=code_in_the_sms(sms))[0] == 200
    assert browser.me()["name"] == "Noor"
    noor = User.objects.get(phone=NUMBER)
    assert (noor.email, noor.phone_verified) == (None, True)
    assert not mail.outbox
    again = Browser()
    assert pending(again.post("auth/code/request", phone=NUMBER)) == {"login_by_code"}
    assert again.confirm_code("FEL-KOD")[0] == 400
    assert again.confirm_code(code_in_the_sms(sms))[0] == 200
    assert again.me()["name"] == "Noor"


def test_the_sms_names_nobody_and_lets_the_telephone_offer_the_code(sms: Path) -> None:
    person = create_person(by=TESTS, phone=NUMBER, call_name="Noor", language="en")
    Browser().post("auth/code/request", phone=NUMBER)
    text = told(sms)[-1]
    assert "Noor" not in text
    assert "is your code" in text
    assert re.search(r"\n@localhost #[A-Z0-9-]+\n$", text)
    assert str(person.pk) not in text


def test_a_code_is_sent_somewhere_or_the_answer_says_that_it_has_nowhere_to_go() -> None:
    status, body = Browser().post("auth/code/request")
    assert (status, [one["code"] for one in body["errors"]]) == (400, ["required"])


def test_a_guardian_tells_no_year_of_birth() -> None:
    guardian = {"call_name": "Karin", "who": "guardian", "email": "karin@example.org"}
    status, body = Browser().post("auth/signup", **guardian, birth_year=1980)
    assert (status, body["errors"][0]["code"]) == (400, "not_needed")
    assert pending(Browser().post("auth/signup", **guardian)) == {"verify_email"}
    karin = User.objects.get(email="karin@example.org")
    assert karin.birth_year is None
    assert not karin.grants.exists()


@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"birth_year": None}, "birth_year", "required"),
        ({"birth_year": timezone.localdate().year - 12}, "birth_year", "too_young"),
        ({"birth_year": 15}, "birth_year", "impossible_year"),
        ({"birth_year": timezone.localdate().year + 1}, "birth_year", "impossible_year"),
        ({"call_name": " "}, "call_name", "required"),
        ({"call_name": "N" * 81}, "call_name", "max_length"),
        ({"who": "administrator"}, "who", "invalid_choice"),
        ({"email": ""}, "email", "required"),
        ({"email": "noor"}, "email", "invalid"),
        ({"phone": NUMBER}, "phone", "only_one"),
        ({"email": "", "phone": "0701234567"}, "phone", "invalid_phone"),
        ({"email": "", "phone": "+882160000000"}, "phone", "phone_abroad"),
    ],
)
def test_what_is_wrong_is_named_and_nobody_is_made(
    change: dict[str, Any], param: str, code: str, sms: Path
) -> None:
    status, body = Browser().post("auth/signup", **{**NOOR, **change})
    assert status == 400
    assert [(one["param"], one["code"]) for one in body["errors"]] == [(param, code)]
    assert not User.objects.exists()
    assert not mail.outbox
    assert not told(sms)


def test_a_municipality_can_keep_the_door_closed(settings: Settings) -> None:
    settings.NARA_SIGN_UP = False
    assert Browser().post("auth/signup", **NOOR)[0] == 403
    assert not User.objects.exists()


def test_without_a_gateway_nobody_logs_in_by_telephone(settings: Settings) -> None:
    settings.ACCOUNT_LOGIN_METHODS = {"email"}
    settings.ACCOUNT_SIGNUP_FIELDS = ["email*"]
    status, body = Browser().post("auth/code/request", phone=NUMBER)
    assert (status, body["errors"][0]["param"]) == (400, "email")


def signs_up(**contact: str) -> tuple[int, dict[str, Any]]:
    told = {name: value for name, value in NOOR.items() if name != "email"}
    return Browser().post("auth/signup", **told, **contact)


def test_whether_a_contact_has_an_account_does_not_show_in_the_answer(sms: Path) -> None:
    let_in(AMINA)
    create_person(by=TESTS, phone=NUMBER)
    assert signs_up(email=AMINA.email) == signs_up(email="nyfiken@example.org")
    assert [one.to for one in mail.outbox] == [[AMINA.email], ["nyfiken@example.org"]]
    assert signs_up(phone=NUMBER) == signs_up(phone="+46709999999")
    known, unknown = (
        Browser().post("auth/code/request", phone=one) for one in (NUMBER, "+46708888888")
    )
    assert known == unknown
    assert len(told(sms)) == 4, "each of them is written to: the answers also take as long"
    assert User.objects.get(email=AMINA.email).call_name == "Amina", "nothing was changed"


def test_whether_a_contact_has_an_account_does_not_show_in_the_time() -> None:
    """Known and unknown addresses are asked in turn; their medians lie close to each other."""
    took: dict[str, list[float]] = {"elev": [], "ingen": []}
    for number in range(25):
        let_in(Named(f"Elev{number}", AMINA.role))
        for kind, times in took.items():
            browser = Browser()
            begun = time.perf_counter()
            browser.ask_for_code(f"{kind}{number}@example.org")
            times.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) < 0.3 * max(known, unknown), (known, unknown)


def test_a_gateway_that_refuses_is_told_plainly_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(self: FileSms, **message: Any) -> None:
        raise OSError(f"could not reach {message['number']}")

    monkeypatch.setattr(FileSms, "send", refuse)
    create_person(by=TESTS, phone=NUMBER)
    answers = [Browser().post("auth/code/request", phone=one) for one in (NUMBER, "+46708888888")]
    assert [(status, body["code"]) for status, body in answers] == [(503, "sms_not_sent")] * 2
    assert answers[0] == answers[1]
    assert "An SMS could not be sent: OSError" in caplog.text
    assert NUMBER not in caplog.text


def test_a_class_at_one_school_gets_its_accounts_within_the_same_minute() -> None:
    answers = {signs_up(email=f"elev{number}@example.org")[0] for number in range(32)}
    assert answers == {401}
    assert User.objects.count() == 32


def test_an_account_that_nobody_confirmed_is_gone_after_a_day() -> None:
    signs_up(email="forgotten@example.org")
    browser = Browser()
    browser.post("auth/signup", **NOOR)
    browser.post("auth/email/verify", key=code_in_the_mail())
    User.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert apply_retention(by=system("tests"))["people.user"] == 1
    assert [user.email for user in User.objects.all()] == [NOOR["email"]]


def test_a_contact_belongs_to_one_person() -> None:
    create_person(by=TESTS, email="noor@example.org")
    create_person(by=TESTS, phone=NUMBER)
    with pytest.raises(EmailTaken):
        sign_up(by=TESTS, call_name="N", language="sv", email="NOOR@example.org")
    with pytest.raises(PhoneTaken):
        sign_up(by=TESTS, call_name="N", language="sv", phone=NUMBER)
    with pytest.raises(ContactNeeded):
        sign_up(by=TESTS, call_name="N", language="sv")
