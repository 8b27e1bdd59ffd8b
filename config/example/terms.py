"""A term of the kulturskola to try with: open for applications when the example is loaded first."""

import datetime

from django.utils import timezone

from activities.models import Activity, Organiser, Term
from activities.terms.setting_up import add_course, create_term, publish_term
from config.example import files
from config.example.people import only_in_the_example
from config.example.places import PREFIX
from people.actors import Actor

DAY = datetime.timedelta(days=1)
#: The hash of the lottery's seed comes before the first application: the window opens after it.
MOMENT = datetime.timedelta(seconds=1)


def load_term(*, by: Actor) -> int:
    """The term with the term courses at the kulturskola's own places; how many courses.

    Left alone once it is there. A course has as many places as its smallest schedule has seats.
    """
    only_in_the_example()
    plan = files.term()
    organiser = Organiser.objects.get(name=plan["organiser"])
    if Term.objects.filter(organiser=organiser).exists():
        return 0
    now, today = timezone.now(), timezone.localdate()
    fields = {
        "name": plan["name"],
        "answer_days": plan["answer_days"],
        "order": plan["order"],
        "second_refusal": plan["second_refusal"],
        "keeps_higher_wish": plan["keeps_higher_wish"],
        "guardian": plan["guardian"],
        "first_date": today + plan["begins_after_days"] * DAY,
        "last_date": today + (plan["begins_after_days"] + plan["lasts_days"]) * DAY,
        "opens_at": now + MOMENT,
        "closes_at": _six_in_the_evening(today + plan["open_days"] * DAY),
    }
    term = create_term(organiser=organiser, fields=fields, by=by)
    for activity in _courses():
        places = activity.schedules.order_by("capacity")[0].capacity
        add_course(term=term, activity=activity, places=places, by=by)
    publish_term(term=term, by=by)
    return term.courses.count()


def _six_in_the_evening(day: datetime.date) -> datetime.datetime:
    """In local time: an hour that people are told."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(18)))


def _courses() -> list[Activity]:
    found = Activity.objects.published().filter(
        mode=Activity.Mode.TERM_COURSE,
        external_id__startswith=PREFIX,
        external_id__contains=":kulturskolan-",
        schedules__isnull=False,
    )
    return list(found.distinct().order_by("external_id"))
