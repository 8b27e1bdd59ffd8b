"""Children without an account: their guardian makes them known and books for them."""

import datetime

from django.core import signing
from django.db import transaction

from people.actors import Actor
from people.audit import record
from people.errors import AliasNeeded, InvitationOver, NotPermitted
from people.models import Child, Guardianship, User
from people.permissions import require

_SALT = "people.children.invitation"
#: How long another guardian has to come by an invitation.
INVITATION = datetime.timedelta(days=7)


@transaction.atomic
def add_child(
    *,
    by: Actor,
    guardian: User,
    call_name: str,
    birth_year: int,
    birth_date: datetime.date | None = None,
    home_area_code: str = "",
    protected_identity: bool = False,
    alias: str = "",
) -> Child:
    """Make a child known, for a guardian who books for it. Guardians do it for themselves.

    Raises AliasNeeded when the identity is protected and nothing else to call it by is given.
    """
    require(by, "child.add", guardian)
    if protected_identity and not alias.strip():
        raise AliasNeeded
    child = Child.objects.create(
        call_name=call_name.strip(),
        alias=alias.strip(),
        birth_year=birth_year,
        birth_date=birth_date,
        home_area_code=home_area_code,
        protected_identity=protected_identity,
    )
    Guardianship.objects.create(guardian=guardian, child=child)
    record(by=by, deed="child.add", on=child)
    return child


def invite_guardian(*, child: Child, by: Actor) -> str:
    """A signed text with which another guardian joins; for one, and for so long as INVITATION.

    Whoever answers for a child may share that. Raises NotPermitted for everybody else.
    """
    require(by, "child.share")
    if by.person is None or not Child.objects.of(by.person).filter(pk=child.pk).exists():
        raise NotPermitted
    record(by=by, deed="child.share", on=child)
    return signing.dumps([str(child.pk), child.guardianships.count()], salt=_SALT)


@transaction.atomic
def join_as_guardian(*, token: str, by: Actor) -> Child:
    """Answer for a child, too, by another guardian's invitation. Joining twice changes nothing.

    Raises InvitationOver when it is too old, not whole, or another has joined by it already.
    """
    require(by, "child.join")
    assert by.person is not None, "the deed is for those who have logged in"
    try:
        child_id, guardians = signing.loads(token, salt=_SALT, max_age=INVITATION)
    except signing.BadSignature as error:
        raise InvitationOver from error
    child = Child.objects.select_for_update().filter(pk=child_id).first()
    if child is None:
        raise InvitationOver
    if child.guardianships.filter(guardian=by.person).exists():
        return child
    if child.guardianships.count() != guardians:
        raise InvitationOver
    Guardianship.objects.create(guardian=by.person, child=child)
    record(by=by, deed="child.join", on=child)
    return child
