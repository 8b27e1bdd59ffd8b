"""Children without an account: their guardian makes them known and books for them."""

import datetime

from django.db import transaction

from people.actors import Actor
from people.audit import record
from people.errors import AliasNeeded
from people.models import Child, Guardianship, User
from people.permissions import require


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
