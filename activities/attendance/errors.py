"""What can go wrong around attendance. Codes are stable."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class NoLeader(APIException):
    status_code = 409
    default_code = "no_leader"
    default_detail = _("Personen har ingen roll som ledare.")


class AlreadyLeads(APIException):
    status_code = 409
    default_code = "already_leads"
    default_detail = _("Personen leder redan tillfället.")


class DoesNotLead(APIException):
    status_code = 409
    default_code = "does_not_lead"
    default_detail = _("Personen leder inte tillfället.")


class AlreadyHandled(APIException):
    status_code = 409
    default_code = "already_handled"
    default_detail = _("Någon har redan tagit hand om den.")


class CannotBeTaken(APIException):
    """It can not become a record, whoever vouches for it: it can only be put aside."""

    status_code = 409
    default_code = "cannot_be_taken"
    default_detail = _("Den går inte att ta in. Lägg den åt sidan och registrera på nytt.")


class NotDuringSession(APIException):
    """Contacts are there for the evening itself, and for nothing else."""

    status_code = 409
    default_code = "not_during_session"
    default_detail = _("Kontaktuppgifter visas bara under tillfället.")


class ProtectedContact(APIException):
    status_code = 409
    default_code = "protected_contact"
    default_detail = _("Personen nås genom samordnaren. Ring 112 om det är bråttom.")
