"""What the people room itself holds about people, and what log-in holds for it."""

import datetime
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Now

from people.models import AuditEntry, Child, Guardianship, RoleGrant, SignIn, User
from people.personal_data import erase_all, register_no_personal_data, register_personal_data


def rows_of(queryset: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    """These fields of the rows, ready for JSON."""
    return [
        {
            name: value if isinstance(value, (bool, int)) or value is None else str(value)
            for name, value in row.items()
        }
        for row in queryset.order_by("pk").values(*fields)
    ]


def remove_rows(queryset: QuerySet[Any]) -> int:
    """Delete the rows; how many of this very kind (what goes with them is not counted)."""
    return queryset.delete()[1].get(queryset.model._meta.label, 0)


def expire_rows(queryset: QuerySet[Any], dry_run: bool) -> int:
    """Delete the rows, or with `dry_run` leave them; how many."""
    return queryset.count() if dry_run else remove_rows(queryset)


def _forgotten(now: datetime.datetime) -> QuerySet[User]:
    """People who have not logged in for as long as an unused account is kept.

    An account that somebody made and never confirmed is gone after a day: whoever made it may have
    written another's address.
    """
    since = now - datetime.timedelta(days=settings.NARA_RETENTION_PERSON_DAYS)
    never_confirmed = Q(
        signed_up=True, last_login=None, created_at__lt=now - datetime.timedelta(days=1)
    )
    people = User.objects.alias(seen=Coalesce("last_login", "created_at"))
    return people.filter(Q(seen__lt=since) | never_confirmed)


def _expire_people(now: datetime.datetime, dry_run: bool) -> int:
    people = list(_forgotten(now).select_for_update())
    if not dry_run:
        for person in people:
            erase_all(person)
    return len(people)


def _audit_of(person: User) -> QuerySet[AuditEntry]:
    """What the person did, and what was done to their account."""
    about = Q(object_kind=User._meta.label_lower, object_id=str(person.pk))
    return AuditEntry.objects.filter(Q(by=person.pk) | about)


PERSON_FIELDS = (
    "id",
    "email",
    "phone",
    "phone_verified",
    "signed_up",
    "call_name",
    "alias",
    "birth_year",
    "birth_date",
    "language",
    "home_area_code",
    "protected_identity",
    "is_active",
    "created_at",
    "last_login",
)


def register_own_data() -> None:
    """Register every model of people, of Django and of django-allauth."""
    unused = (
        f"{settings.NARA_RETENTION_PERSON_DAYS} days after the last log-in;"
        " one day when its owner never confirmed it"
    )
    with_person = "as long as the account"
    register_personal_data(
        User,
        export=lambda person: rows_of(User.objects.filter(pk=person.pk), *PERSON_FIELDS),
        erase=lambda person: remove_rows(User.objects.filter(pk=person.pk)),
        expire=_expire_people,
        kept=unused,
    )
    register_personal_data(
        RoleGrant,
        export=lambda person: rows_of(
            person.grants.all(), "role", "scope_kind", "scope_id", "valid_from", "valid_until"
        ),
        erase=lambda person: remove_rows(person.grants.all()),
        expire=lambda now, dry_run: expire_rows(
            RoleGrant.objects.filter(valid_until__lt=now), dry_run
        ),
        kept="until it ends, and no longer than the account",
    )
    register_personal_data(
        AuditEntry,
        export=lambda person: rows_of(_audit_of(person), "at", "deed", "object_kind", "object_id"),
        expire=lambda now, dry_run: expire_rows(
            AuditEntry.objects.filter(keep_until__lte=Now()), dry_run
        ),
        kept=f"{settings.NARA_RETENTION_AUDIT_DAYS} days, also when the person is erased: ids only,"
        " which by then point at nobody",
    )
    _register_children(with_person)
    _register_log_in(with_person)
    # Services are in the settings and their tokens are never stored: both tables stay empty.
    register_no_personal_data(ContentType, Permission, Group, SocialApp, SocialToken)


def _register_children(with_person: str) -> None:
    """Children are erased first: while it still shows who answers for them."""
    fields = ("id", "call_name", "alias", "birth_year", "birth_date", "home_area_code")
    register_personal_data(
        Guardianship,
        export=lambda person: rows_of(person.guardianships.all(), "child", "since"),
        erase=lambda person: remove_rows(person.guardianships.all()),
        kept=with_person,
    )
    register_personal_data(
        Child,
        export=lambda person: rows_of(Child.objects.of(person), *fields, "protected_identity"),
        erase=lambda person: remove_rows(Child.objects.of_nobody_but(person)),
        kept="as long as a guardian's account",
    )


def _register_log_in(with_person: str) -> None:
    register_personal_data(
        EmailAddress,
        export=lambda person: rows_of(
            EmailAddress.objects.filter(user=person), "email", "verified", "primary"
        ),
        erase=lambda person: remove_rows(EmailAddress.objects.filter(user=person)),
        kept=with_person,
    )
    register_personal_data(
        EmailConfirmation,
        export=lambda person: rows_of(
            EmailConfirmation.objects.filter(email_address__user=person), "created", "sent"
        ),
        erase=lambda person: remove_rows(
            EmailConfirmation.objects.filter(email_address__user=person)
        ),
        kept=with_person,
    )
    register_personal_data(
        Authenticator,
        export=lambda person: rows_of(
            Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"
        ),
        erase=lambda person: remove_rows(Authenticator.objects.filter(user=person)),
        kept=with_person,
    )
    register_personal_data(
        SocialAccount,
        export=lambda person: rows_of(
            SocialAccount.objects.filter(user=person), "provider", "date_joined", "last_login"
        ),
        erase=lambda person: remove_rows(SocialAccount.objects.filter(user=person)),
        kept=with_person,
    )
    register_personal_data(
        SignIn,
        export=lambda person: rows_of(person.sign_ins.all(), "device", "since", "expire_date"),
        erase=lambda person: remove_rows(person.sign_ins.all()),
        expire=lambda now, dry_run: expire_rows(
            SignIn.objects.filter(expire_date__lt=now), dry_run
        ),
        kept=f"{settings.SESSION_COOKIE_AGE // 86400} days without a visit",
    )
