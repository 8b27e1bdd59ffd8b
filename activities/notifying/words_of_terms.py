"""What a message about an application to a term says. No names: a screen is seen by others too."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.models import Application, GuardianRequest, Notification, Wish, WishState
from activities.notifying.links import guardian_link, my_page
from activities.notifying.saying import Words, moment
from venues.languages import best

Kind = Notification.Kind


def _course(application: Application, state: WishState) -> Wish | None:
    wishes = application.wishes.select_related("course__activity")
    return wishes.prefetch_related("course__activity__texts").filter(state=state).first()


def _what(notification: Notification, application: Application) -> tuple[str, Wish | None]:
    """What it is about: the course that is offered or given, and the term."""
    placed = notification.kind == Kind.TERM_PLACED
    wish = _course(application, WishState.PLACED if placed else WishState.OFFERED)
    about = notification.kind in (Kind.TERM_OFFERED, Kind.TERM_EXPIRING, Kind.TERM_PLACED)
    if wish is None or not about:
        return application.term.name, wish
    text = best(wish.course.activity.texts.all(), get_language() or "sv")
    return f"{text.title if text else ''}, {application.term.name}", wish


def _sentence(notification: Notification, application: Application, wish: Wish | None) -> str:
    """What has happened and what can be done now."""
    expires = wish.expires_at if wish is not None else None
    until = {"until": moment(expires) if expires else ""}
    closes = {"closes": moment(application.term.closes_at)}
    sentences = {
        Kind.TERM_HELD: _("Ansökan gäller när din vårdnadshavare har sagt ja, senast %(closes)s.")
        % closes,
        Kind.TERM_ASKED: _("Säg ja eller nej senast %(closes)s. Du behöver inget konto.") % closes,
        Kind.TERM_APPLIED: _("Lottningen görs efter %(closes)s. Du får veta hur det gick.")
        % closes,
        Kind.TERM_DECLINED: _("Din vårdnadshavare har sagt nej till ansökan."),
        Kind.TERM_QUEUED: _("Du står i kö. På din sida ser du din plats för varje önskemål."),
        Kind.TERM_OFFERED: _("Svara senast %(until)s, annars går platsen till nästa.") % until,
        Kind.TERM_EXPIRING: _("Svara senast %(until)s, annars går platsen till nästa.") % until,
        Kind.TERM_PLACED: _("Platsen gäller alla tillfällen under terminen."),
        Kind.TERM_LOST: _("Inget svar kom i tid. På din sida ser du vad som händer nu."),
        Kind.TERM_ENDED: _("Hör av dig till kulturskolan om du undrar över något."),
    }
    return sentences[Kind(notification.kind)]


def _link(notification: Notification, application: Application) -> str:
    if notification.kind != Kind.TERM_ASKED:
        return my_page()
    return guardian_link(GuardianRequest.objects.get(application=application).nonce)


def of_application(notification: Notification) -> Words:
    """The message of a notification about an application, in the language that is active."""
    application = notification.application
    assert application is not None, "it tells of a booking or of an application"
    what, wish = _what(notification, application)
    lines = [
        what,
        notification.message,
        _sentence(notification, application, wish),
        _link(notification, application),
    ]
    subject = str(Kind(notification.kind).label)
    return Words(subject, "\n\n".join(line for line in lines if line))
