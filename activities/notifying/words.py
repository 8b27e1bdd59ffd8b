"""What a message says, in the language of the person. No names: a screen is seen by others too."""

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from activities.models import Booking, GuardianRequest, Notification
from activities.notifying.links import guardian_link, my_page
from activities.notifying.saying import Words, moment
from activities.notifying.words_of_terms import of_application
from venues.languages import best

Kind = Notification.Kind


def _what(booking: Booking) -> str:
    session = booking.session
    text = best(session.activity.texts.all(), get_language() or "sv")
    title = text.title if text else ""
    return f"{title}, {moment(session.starts_at)}, {session.venue.name}"


def _until(booking: Booking) -> str:
    return moment(booking.expires_at) if booking.expires_at else ""


def _sentence(notification: Notification, booking: Booking) -> str:
    """What has happened and what can be done now."""
    if booking.place_id is not None and notification.kind == Kind.CANCELLED:
        return _("Du är avanmäld från det här tillfället. Platsen på kursen är kvar.")
    until = {"until": _until(booking)}
    sentences = {
        Kind.BOOKED: _("Kan du inte komma? Avboka, så får nästa platsen."),
        Kind.HELD: _("Platsen är din när din vårdnadshavare har sagt ja, senast %(until)s.")
        % until,
        Kind.WAITING: _("Du får veta genast när en plats blir ledig för dig."),
        Kind.OFFERED: _("Svara senast %(until)s, annars går platsen till nästa.") % until,
        Kind.SEATS_OPEN: _("Den som tar platsen först får den."),
        Kind.CANCELLED: _("Platsen har gått vidare till nästa."),
        Kind.REMOVED: _("Hör av dig till ledarna om du undrar över något."),
        Kind.DECLINED: _("Din vårdnadshavare har sagt nej till bokningen."),
        Kind.EXPIRED: _("Inget svar kom i tid, så platsen har gått vidare."),
        Kind.RELEASED: _("Du svarade inte på om du kommer, så platsen har gått vidare."),
        Kind.REMINDER: _("Säg att du kommer, eller avboka så att någon annan får platsen."),
        Kind.MOVED: _("Samordnaren har flyttat dig hit. Passar det inte? Avboka."),
        Kind.SESSION_CANCELLED: _("Det blir inte av."),
        Kind.SESSION_MOVED: _("Tiden eller platsen är ändrad. Passar det inte? Avboka."),
        Kind.MESSAGE: _("Ett meddelande om din bokning."),
        Kind.GUARDIAN_ASKED: _("Säg ja eller nej senast %(until)s. Du behöver inget konto.")
        % until,
        Kind.GUARDIAN_INFORMED: _("Du behöver inte göra något."),
    }
    return sentences[Kind(notification.kind)]


def _link(notification: Notification, booking: Booking) -> str:
    if notification.kind == Kind.GUARDIAN_INFORMED:
        return ""
    if notification.kind == Kind.GUARDIAN_ASKED:
        return guardian_link(GuardianRequest.objects.get(booking=booking).nonce)
    return my_page()


def words(notification: Notification, language: str) -> Words:
    """The message of a notification about a booking or an application."""
    booking = notification.booking
    with override(language):
        if booking is None:
            return of_application(notification)
        lines = [
            _what(booking),
            notification.message,
            _sentence(notification, booking),
            _link(notification, booking),
        ]
        subject = str(Kind(notification.kind).label)
    return Words(subject, "\n\n".join(line for line in lines if line))
