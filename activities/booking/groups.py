"""Friends who want to go together: one starts a group, the others join with its code."""

import secrets

from django.db import transaction
from django.utils import timezone

from activities.booking.eligibility import Participant, check_open
from activities.booking.making import Wish, book
from activities.booking.refusals import Refusal, Refused
from activities.models import Booking, BookingGroup, GroupFriend, Session, rules_of
from people.actors import Actor
from people.encryption import decrypt, encrypt
from people.errors import NotPermitted
from people.permissions import require

#: Without letters and figures that are mistaken for each other when read out.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


@transaction.atomic
def start_group(*, session: Session, contact: str, by: Actor) -> BookingGroup:
    """Start a group for a session; `contact` reaches one's own guardian. Raises Refused."""
    require(by, "booking.make")
    check_open(session, rules_of(session.activity), timezone.now())
    group = BookingGroup.objects.create(session=session, started_by=by.person, code=_code())
    _add(group, contact, by)
    return group


@transaction.atomic
def join_group(*, code: str, contact: str, by: Actor) -> BookingGroup:
    """Join a group that a friend has started. Joining twice changes nothing. Raises Refused."""
    require(by, "booking.make")
    groups = BookingGroup.objects.select_for_update(of=("self",))
    group = groups.select_related("session__activity").filter(code=code.strip().lower()).first()
    if group is None:
        raise NotPermitted
    if group.booked_at is not None:
        raise Refused(Refusal.GROUP_BOOKED)
    already = group.friends.filter(person=by.person).exists()
    if not already and group.friends.count() >= rules_of(group.session.activity).group_size:
        raise Refused(Refusal.GROUP_TOO_LARGE)
    if not already:
        _add(group, contact, by)
    return group


def _add(group: BookingGroup, contact: str, by: Actor) -> None:
    assert by.person is not None, "booking.make is for those who have logged in"
    kept = encrypt(contact) if contact else ""
    GroupFriend.objects.create(group=group, person=by.person, contact_encrypted=kept)


@transaction.atomic
def book_group(*, group: BookingGroup, queue: bool, by: Actor) -> list[Booking]:
    """Book for all who have joined: all or none. Only who started it may. Raises Refused."""
    require(by, "booking.make")
    group = BookingGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if group.started_by_id != by.id:
        raise Refused(Refusal.NOT_YOUR_GROUP)
    if group.booked_at is not None:
        raise Refused(Refusal.GROUP_BOOKED)
    friends = list(group.friends.select_related("person").order_by("id"))
    contacts: dict[Participant, str] = {
        one.person: decrypt(one.contact_encrypted) for one in friends if one.contact_encrypted
    }
    wish = Wish([one.person for one in friends], queue=queue, group=group, contacts=contacts)
    made = book(session=group.session, wish=wish, by=by)
    group.booked_at, group.code = timezone.now(), None
    group.save(update_fields=["booked_at", "code"])
    group.friends.all().delete()
    return made
