"""What can go wrong with activities and sessions. Codes are stable."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

if TYPE_CHECKING:
    from activities.models import Session


class CapacityBelowTaken(APIException):
    """Fewer seats than are promised. The choices are in the sentence."""

    status_code = 409
    default_code = "capacity_below_taken"

    def __init__(self, session: "Session") -> None:
        text = gettext(
            "%(taken)d platser är redan lovade: %(booked)d bokade, %(held)d väntar på"
            " vårdnadshavare, %(offered)d erbjudna ur kön, %(set_aside)d undanlagda."
            " Behåll minst %(taken)d, släpp undanlagda platser, vänta tills svaren har kommit,"
            " eller avboka eller flytta någon först."
        )
        names = ("taken", "booked", "held", "offered", "set_aside")
        super().__init__(text % {name: getattr(session, name) for name in names})


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


class ChangedMeanwhile(APIException):
    """Somebody else wrote since the version that the writer saw. Nothing was written."""

    status_code = 409
    default_code = "changed_meanwhile"
    default_detail = _(
        "Någon annan har ändrat aktiviteten sedan du öppnade den. Det du har skrivit är kvar hos "
        "dig: se vad som skiljer innan du sparar."
    )


class ReviewNeeded(APIException):
    status_code = 409
    default_code = "review_needed"
    default_detail = _(
        "Arrangören vill att någon mer ser på det innan det publiceras. Skicka det på granskning."
    )


class ProposalNeeded(APIException):
    """What is published waits for another person's eyes; a proposal is the way to change it."""

    status_code = 409
    default_code = "proposal_needed"
    default_detail = _(
        "Arrangören vill att någon mer ser på ändringar av det som är publicerat. Skriv ett"
        " förslag: det som syns nu ligger kvar tills någon annan har godkänt det."
    )


class NoReviewHere(APIException):
    status_code = 409
    default_code = "no_review_here"
    default_detail = _("Arrangören har inte bett om granskning: publicera direkt.")


class OwnWork(APIException):
    status_code = 409
    default_code = "own_work"
    default_detail = _("Du har själv skrivit i det här. Någon annan behöver godkänna det.")


class NothingToUndo(APIException):
    status_code = 409
    default_code = "nothing_to_undo"
    default_detail = _("Det senaste som hände går inte att ångra härifrån.")


class GoneSince(APIException):
    """A version names a category or an organiser that no longer exists."""

    status_code = 409
    default_code = "gone_since"
    default_detail = _("Kategorin eller arrangören från den tiden finns inte längre.")


class NoSuchVersion(APIException):
    status_code = 404
    default_code = "no_such_version"
    default_detail = _("Den versionen finns inte.")


class NoSwedishText(APIException):
    status_code = 409
    default_code = "no_swedish_text"
    default_detail = _("Skriv den svenska texten först: det är den som översätts.")


class WayNotYours(APIException):
    """A way of being told that does not lead to the person."""

    status_code = 409
    default_code = "way_not_yours"
    default_detail = _("Dit kan vi inte skicka. Välj en väg som leder till dig.")
