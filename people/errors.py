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


class EmailTaken(APIException):
    status_code = 409
    default_code = "email_taken"
    default_detail = _("Någon loggar redan in med den adressen.")


class RoleNotHeld(APIException):
    status_code = 409
    default_code = "role_not_held"
    default_detail = _("Personen har inte den rollen där.")


class AliasNeeded(APIException):
    status_code = 400
    default_code = "alias_needed"
    default_detail = _("En person med skyddade personuppgifter behöver ett alias.")
