"""What can go wrong with activities and sessions. Codes are stable."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class CapacityBelowTaken(APIException):
    """Fewer seats than are promised. The choices are in the sentence."""

    status_code = 409
    default_code = "capacity_below_taken"
    default_detail = _(
        "Så få platser går inte: fler är redan lovade. Behåll minst så många, "
        "eller avboka någon först."
    )


class SessionOver(APIException):
    status_code = 409
    default_code = "session_over"
    default_detail = _("Tillfället är redan slut.")


class AlreadyCancelled(APIException):
    status_code = 409
    default_code = "already_cancelled"
    default_detail = _("Tillfället är redan inställt.")


class NothingToPublish(APIException):
    status_code = 409
    default_code = "nothing_to_publish"
    default_detail = _("Lägg till ett schema och en svensk text innan du publicerar.")


class WrongStatus(APIException):
    status_code = 409
    default_code = "wrong_status"
    default_detail = _("Aktiviteten är inte i ett läge där det går.")


class ReasonNeeded(APIException):
    """The change calls off sessions that people have seats in; they will want to know why."""

    status_code = 409
    default_code = "reason_needed"
    default_detail = _(
        "Någon har redan plats på ett tillfälle som ställs in av ändringen. Skriv varför."
    )
