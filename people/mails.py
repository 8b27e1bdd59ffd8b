"""The mails about an account: our own words, in the language of the person, without any name.

django-allauth decides when a mail is sent; here stands which of our templates it becomes. The first
line of a template is the subject.
"""

import logging
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from people.models import User

logger = logging.getLogger(__name__)

#: allauth's name of a mail → our template under people/mail/.
TEMPLATES: Final = {
    "account/email/login_code": "login_code",
    "account/email/unknown_account": "unknown_account",
    "account/email/account_already_exists": "account_exists",
    "account/email/email_confirmation": "confirm_email",
    "account/email/email_confirmation_signup": "confirm_email",  # at the first log-in
    "account/email/password_reset_key": "reset_password",
}

#: allauth's name of a notice → the sentence in account_changed.txt.
CHANGES: Final = {
    "account/email/password_reset": _("Ditt lösenord byttes."),
    "account/email/password_changed": _("Ditt lösenord byttes."),
    "account/email/password_set": _("Du fick ett lösenord."),
    "account/email/email_changed": _("Adressen som du loggar in med byttes."),
    "account/email/email_confirm": _("En adress bekräftades."),
    "account/email/email_deleted": _("En adress togs bort."),
    "mfa/email/totp_activated": _("Inloggning med engångskod slogs på."),
    "mfa/email/totp_deactivated": _("Inloggning med engångskod stängdes av."),
    "socialaccount/email/account_connected": _("En e-legitimation kopplades till kontot."),
    "socialaccount/email/account_disconnected": _("En e-legitimation kopplades bort."),
    "mfa/email/webauthn_added": _("En passnyckel lades till."),
    "mfa/email/webauthn_removed": _("En passnyckel togs bort."),
    "mfa/email/recovery_codes_generated": _("Nya reservkoder skapades."),
}


def language_of(address: str) -> str:
    """The language of the person with this address; of the present request when nobody has it."""
    found = User.objects.filter(email__iexact=address).values_list("language", flat=True).first()
    return found or get_language() or "sv"


def compose(name: str, address: str, context: dict[str, Any]) -> EmailMessage:
    """The mail that allauth calls `name`. Raises LookupError when we have no words for it."""
    if name in CHANGES:
        template, context = "account_changed", {"change": CHANGES[name]}
    elif name in TEMPLATES:
        template = TEMPLATES[name]
        context = {
            **context,
            "login_url": f"{settings.NARA_ORIGIN}/login",
            "signup_url": f"{settings.NARA_ORIGIN}/signup",
        }
    else:
        raise LookupError(f"No mail of ours stands for {name!r}.")
    with override(language_of(address)):
        text = render_to_string(f"people/mail/{template}.txt", context)
    subject, _line, body = text.strip().partition("\n")
    return EmailMessage(subject=subject, body=body.strip() + "\n", to=[address])


def send(mail: EmailMessage) -> None:
    """Send, and when the mail server refuses say so in the log, without the address.

    The answer to the request stays the same: whether an address exists must not show, and a
    person who got no mail asks for another code.
    """
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        # Without the traceback: the mail server's answer in it repeats the address.
        logger.error("A mail could not be sent: %s", type(error).__name__)  # noqa: TRY400
