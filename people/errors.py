"""What can go wrong at the door. Codes are stable: programs and translations rely on them."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class NotSignedIn(APIException):
    status_code = 401
    default_code = "not_signed_in"
    default_detail = _("Logga in för att göra det här.")


class SecondFactorNeeded(APIException):
    status_code = 403
    default_code = "second_factor_needed"
    default_detail = _("Logga in med ditt andra steg (engångskod) för att göra det här.")


class NotPermitted(APIException):
    status_code = 403
    default_code = "not_permitted"
    default_detail = _("Du har inte behörighet att göra det här.")


class UnknownParameter(APIException):
    """A query parameter that this address does not have. Names each of them."""

    status_code = 400
    default_code = "unknown_parameter"
    default_detail = _("Adressen har inte den parametern.")


class BodyTooLarge(APIException):
    """More than DATA_UPLOAD_MAX_MEMORY_SIZE (2.5 MiB) in one request. Nothing of it was read."""

    status_code = 413
    default_code = "body_too_large"
    default_detail = _("Det är för mycket på en gång: högst 2,5 megabyte. Skicka det i delar.")


class EmailTaken(APIException):
    status_code = 409
    default_code = "email_taken"
    default_detail = _("Någon loggar redan in med den adressen.")


class RoleNotHeld(APIException):
    status_code = 409
    default_code = "role_not_held"
    default_detail = _("Personen har inte den rollen där.")


class InvitationOver(APIException):
    status_code = 409
    default_code = "invitation_over"
    default_detail = _("Inbjudan gäller inte längre. Be om en ny.")


class AliasNeeded(APIException):
    status_code = 400
    default_code = "alias_needed"
    default_detail = _("En person med skyddade personuppgifter behöver ett alias.")


class PhoneTaken(APIException):
    status_code = 409
    default_code = "phone_taken"
    default_detail = _("Någon loggar redan in med det numret.")


class ContactNeeded(APIException):
    status_code = 400
    default_code = "contact_needed"
    default_detail = _("Det behövs en e-postadress eller ett mobilnummer att logga in med.")


class ProofNeeded(APIException):
    """The log-in is too long ago for what cannot be undone."""

    status_code = 403
    default_code = "proof_needed"
    default_detail = _("Visa först att det är du: logga in igen.")


class NoSuchIdentity(APIException):
    status_code = 404
    default_code = "no_such_identity"
    default_detail = _("Den e-legitimationen är inte kopplad till ditt konto.")


class NoSuchSignIn(APIException):
    status_code = 404
    default_code = "no_such_sign_in"
    default_detail = _("Den inloggningen finns inte, eller är redan avslutad.")


class SmsNotSent(APIException):
    """The gateway did not take it. Said plainly: nobody waits for an SMS that will not come."""

    status_code = 503
    default_code = "sms_not_sent"
    default_detail = _("Sms:et kunde inte skickas. Vänta en stund och försök igen.")
