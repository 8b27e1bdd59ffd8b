"""Why not: every reason for which a booking is refused, with a stable code and a sentence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class Refusal(TextChoices):
    """The codes are stable. The sentences are written for a young person."""

    NOT_BOOKABLE = "not_bookable", _("Hit kommer man utan att boka. Välkommen!")
    TERM_COURSE = (
        "term_course",
        _("Det här är en terminskurs: man ansöker om en plats för hela terminen."),
    )
    NOT_SHOWN = "not_shown", _("Det här går inte att boka nu.")
    SESSION_CANCELLED = "session_cancelled", _("Tillfället är inställt.")
    SESSION_STARTED = "session_started", _("Det har redan börjat.")
    NOT_OPEN_YET = "not_open_yet", _("Bokningen har inte öppnat än.")
    CLOSED = "closed", _("Bokningen har stängt.")
    BIRTH_YEAR_NEEDED = "birth_year_needed", _("Fyll i vilket år du är född, så kan du boka.")
    BIRTH_DATE_NEEDED = "birth_date_needed", _("Här räknas åldern på dagen: fyll i din födelsedag.")
    TOO_YOUNG = "too_young", _("Det här är för dem som är lite äldre.")
    TOO_OLD = "too_old", _("Det här är för dem som är yngre.")
    WRONG_SCHOOL_YEAR = "wrong_school_year", _("Det här är för andra årskurser.")
    ALREADY_BOOKED = "already_booked", _("Du har redan en plats eller står redan i kö.")
    LIMIT_REACHED = "limit_reached", _("Du har redan så många tillfällen som man får ha här.")
    GROUP_TOO_LARGE = "group_too_large", _("Så många kan inte boka tillsammans här.")
    GROUP_BOOKED = "group_booked", _("Gruppen är redan bokad.")
    NOT_YOUR_GROUP = "not_your_group", _("Bara den som startade gruppen kan boka för alla.")
    NOT_YOUR_CHILD = "not_your_child", _("Du kan bara boka för dig själv och dina egna barn.")
    GUARDIAN_CONTACT_NEEDED = (
        "guardian_contact_needed",
        _("Skriv hur vi når din vårdnadshavare: e-post eller mobil."),
    )
    FULL = "full", _("Alla platser är tagna. Du kan ställa dig i kö.")
    DOES_NOT_FIT = "does_not_fit", _("Så många platser är inte lediga.")
    OFFER_GONE = "offer_gone", _("Erbjudandet gäller inte längre.")
    NOTHING_TO_CONFIRM = "nothing_to_confirm", _("Du har ingen bokad plats att bekräfta.")
    NOTHING_TO_CANCEL = "nothing_to_cancel", _("Den här bokningen är redan avslutad.")
    NOT_WAITING = "not_waiting", _("Personen står inte i kö.")
    NO_TICKET = "no_ticket", _("Biljetten finns när du har en plats.")
    LINK_USED = "link_used", _("Länken är redan använd.")
    LINK_EXPIRED = "link_expired", _("Länken gäller inte längre: tiden gick ut.")
    LINK_UNKNOWN = "link_unknown", _("Länken är inte hel. Öppna den ur meddelandet igen.")
    TOO_LATE_TO_UNDO = "too_late_to_undo", _("Det går inte att ångra längre.")
    TOO_MANY_WISHES = "too_many_wishes", _("Välj en till tre olika kurser i samma termin.")
    ALREADY_APPLIED = "already_applied", _("Det finns redan en ansökan till den här terminen.")
    NO_APPLICATION = "no_application", _("Ansökan är redan avslutad.")
    WINDOW_OPEN = "window_open", _("Ansökningstiden är inte slut än.")
    ALREADY_DRAWN = "already_drawn", _("Lottningen är redan gjord.")
    NOT_DRAWN = "not_drawn", _("Lottningen är inte gjord än.")
    TERM_PUBLISHED = (
        "term_published",
        _("Terminen är publicerad: reglerna som de sökande har läst ändras inte."),
    )
    NOTHING_TO_APPLY_FOR = "nothing_to_apply_for", _("Lägg till minst en kurs först.")
    WINDOW_PAST = "window_past", _("Ansökan behöver öppna efter att terminen publiceras.")
    COURSE_WISHED_FOR = "course_wished_for", _("Någon har redan sökt kursen.")
    NOT_A_TERM_COURSE = "not_a_term_course", _("Aktiviteten är inte en terminskurs.")
    IN_ANOTHER_TERM = (
        "in_another_term",
        _("Kursen är redan med i en termin under samma tid."),
    )
    NO_FREE_PLACE = "no_free_place", _("Det finns ingen ledig plats på kursen.")
    APPLICATIONS_NOT_OPEN = "applications_not_open", _("Ansökan har inte öppnat än.")
    APPLICATIONS_CLOSED = "applications_closed", _("Ansökningstiden är slut.")
    PLACES_PROMISED = "places_promised", _("Så många platser är redan lovade.")
    KEY_REUSED = (
        "idempotency_key_reused",
        _("Samma nyckel har redan använts för en annan begäran."),
    )


class Refused(APIException):
    """A refusal, answered as 409 with the refusal's own code."""

    status_code = 409

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(detail=refusal.label, code=refusal.value)
        self.refusal = refusal
