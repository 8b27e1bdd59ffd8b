"""By which ways a person is told, and between which hours not."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from activities.errors import WayNotYours
from activities.models import Notification
from activities.models.notice_choices import REQUIRED, NoticeChoices, Topic, topic_of
from people.actors import Actor
from people.models import User
from people.permissions import require
from people.sms import sms_goes_to

Channel, Kind = Notification.Channel, Notification.Kind


def reachable(person: User) -> list[str]:
    """The channels that lead to a person now, the usual one first."""
    ways = [Channel.EMAIL] if person.email else []
    if person.phone and (person.phone_verified or not ways) and sms_goes_to(person.phone):
        ways.append(Channel.SMS)
    return [way.value for way in ways]


def usual(person: User) -> str:
    """The channel of those who have chosen none: e-mail, or SMS without an address."""
    return Channel.EMAIL if person.email else Channel.SMS


def choices_of(people: Iterable[User]) -> dict[User, NoticeChoices]:
    """The choices of each person; the usual ones for those who have made none. One query."""
    told = list(people)
    made = {row.person_id: row for row in NoticeChoices.objects.filter(person__in=told)}
    return {one: made.get(one.pk) or usual_choices(one) for one in told}


def usual_choices(person: User) -> NoticeChoices:
    """What holds until somebody chooses: everything, by the usual way. Not saved."""
    return NoticeChoices(person=person, **{topic: [usual(person)] for topic in Topic.values})


def ways_to(choices: NoticeChoices, kind: str, *, needed: bool = False) -> list[str]:
    """The channels for one message. Empty only for what may be switched off, and is.

    `needed`: this one must come although its topic may be switched off. A chosen way that no
    longer leads to the person is replaced by the usual one.
    """
    topic = topic_of(kind)
    chosen = choices.ways(topic)
    if not chosen and not needed and topic not in REQUIRED:
        return []
    person = choices.person
    return [way for way in chosen if way in reachable(person)] or [usual(person)]


def quiet_hours(choices: NoticeChoices) -> tuple[int, int]:
    """From and until which hour a person is left in peace."""
    if choices.quiet_from is None or choices.quiet_until is None:
        return settings.NARA_QUIET_FROM, settings.NARA_QUIET_UNTIL
    return choices.quiet_from, choices.quiet_until


@transaction.atomic
def choose(
    *,
    by: Actor,
    language: str,
    ways: dict[Topic, list[str]],
    quiet_from: int,
    quiet_until: int,
) -> NoticeChoices:
    """Set how the actor is told. Raises WayNotYours for a way that does not lead to them."""
    require(by, "notice.choose")
    person = by.person
    assert person is not None, "the deed is for those who have logged in"
    chosen = {topic.value: list(dict.fromkeys(ways[topic])) for topic in Topic}
    if not set().union(*chosen.values()) <= set(reachable(person)):
        raise WayNotYours
    row, _created = NoticeChoices.objects.update_or_create(
        person=person,
        defaults={**chosen, "quiet_from": quiet_from, "quiet_until": quiet_until},
    )
    person.language = language
    person.save(update_fields=["language"])
    return row
