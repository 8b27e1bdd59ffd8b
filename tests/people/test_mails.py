"""The mails about an account: in the person's language, without a name, and quiet in the log."""

import logging
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import allauth
import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils.translation import override

from people import mails
from tests.named_people import AMINA, OSKAR, SARA, Named, make

pytestmark = pytest.mark.django_db
CONTEXT = {"code": "ABC-123", "password_reset_url": "https://nara.example/login?reset=k"}
#: Mails that nothing in this installation sends, and why.
NEVER_SENT = {
    "account/email/password_reset_code": "a password is reset by link",
}
EVERY_MAIL = sorted({*mails.TEMPLATES, *mails.CHANGES})


def test_every_mail_that_can_be_sent_has_words_of_our_own() -> None:
    templates = Path(allauth.__file__).parent / "templates"
    theirs = {
        f"{path.parent.relative_to(templates).as_posix()}/{path.name.removesuffix('_message.txt')}"
        for room in ("account", "mfa", "socialaccount")
        for path in (templates / room / "email").glob("*_message.txt")
        if not path.name.startswith("base_")
    }
    assert theirs == {*mails.TEMPLATES, *mails.CHANGES} | (theirs & set(NEVER_SENT))


@pytest.mark.parametrize("named", [SARA, OSKAR, AMINA], ids=lambda named: named.language)
@pytest.mark.parametrize("name", EVERY_MAIL)
def test_a_mail_names_nobody(name: str, named: Named) -> None:
    make(named)
    written = mails.compose(name, named.email, {**CONTEXT, "email": named.email})
    text = f"{written.subject}\n{written.body}"
    assert named.call_name not in text
    assert "@" not in text
    assert written.subject
    assert len(written.body) > 40
    assert "\n" not in written.subject
    assert written.to == [named.email]


@pytest.mark.parametrize("name", EVERY_MAIL)
def test_a_mail_is_in_the_language_of_the_person(name: str) -> None:
    texts = set()
    for named in (SARA, OSKAR, AMINA):
        make(named)
        written = mails.compose(name, named.email, CONTEXT)
        texts.update({written.subject, str(written.body)})
    assert len(texts) == 6, "three languages, three subjects, three texts"


def test_an_unknown_address_is_written_to_in_the_language_of_the_request() -> None:
    with override("en"):
        written = mails.compose("account/email/unknown_account", "ingen@example.org", {})
    assert "Somebody" in str(written.body)


def test_a_mail_without_words_of_our_own_is_a_defect() -> None:
    with pytest.raises(LookupError, match="password_reset_code"):
        mails.compose("account/email/password_reset_code", "x@example.org", {})


def test_a_refused_mail_is_logged_without_the_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise SMTPRecipientsRefused({"sara@example.org": (550, b"sara@example.org unknown")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with caplog.at_level(logging.DEBUG):
        mails.send(mails.compose("account/email/login_code", SARA.email, CONTEXT))
    assert "could not be sent: SMTPRecipientsRefused" in caplog.text
    assert "@" not in caplog.text
    assert not mail.outbox
