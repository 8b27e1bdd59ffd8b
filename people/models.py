"""People, what they may, and the log of what was done."""

import hashlib
import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Lower
from django.utils import timezone

from people.roles import Role, ScopeKind


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they log in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account: the least that is needed to know them again.

    `alias` is what others see of a person with protected identity; for them it is required.
    Each has an e-mail address or a telephone number (E.164, "+46701234567") to come in by, or both.
    `signed_up` says that they made the account themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    signed_up = models.BooleanField(default=False)
    call_name = models.CharField(max_length=80, blank=True)
    alias = models.CharField(max_length=40, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Only where an activity needs the very day; the year stands in `birth_year` as well.
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, default="sv")
    home_area_code = models.CharField(max_length=40, blank=True)
    protected_identity = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="people_user_email_once_in_any_case"),
            models.CheckConstraint(
                name="people_user_can_be_reached",
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
            ),
            models.CheckConstraint(name="people_user_email_not_empty", condition=~Q(email="")),
            models.CheckConstraint(
                name="people_user_phone_is_e164",
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\+[1-9][0-9]{5,14}$"),
            ),
            models.CheckConstraint(
                name="people_user_protected_has_alias",
                condition=Q(protected_identity=False) | ~Q(alias=""),
            ),
            models.CheckConstraint(
                name="people_user_birth_year_plausible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2200)),
            ),
            models.CheckConstraint(
                name="people_user_birth_date_in_birth_year",
                condition=Q(birth_date__isnull=True) | Q(birth_year=ExtractYear("birth_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def shown_name(self) -> str:
        """The name others may see: the alias of a protected person, else the call name."""
        return self.alias if self.protected_identity else self.call_name


class SignIn(AbstractBaseSession):
    """A browser's session, and whose it is once somebody has logged in.

    `device` is a browser and a kind of machine ("Firefox, Android"), never the whole header; no
    network address is kept.
    """

    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from people.session_store import SessionStore

        return SessionStore

    @property
    def handle(self) -> str:
        """Names the session to its owner without being its key: whoever reads it cannot use it."""
        return hashlib.sha256(f"sign-in {self.session_key}".encode()).hexdigest()[:32]


class ChildQuerySet(models.QuerySet["Child"]):
    def of(self, guardian: User) -> "ChildQuerySet":
        """The children that this guardian answers for."""
        return self.filter(guardianships__guardian=guardian)

    def of_nobody_but(self, guardian: User) -> "ChildQuerySet":
        """The children that have no other guardian here."""
        others = Guardianship.objects.exclude(guardian=guardian).filter(child=models.OuterRef("pk"))
        return self.of(guardian).exclude(models.Exists(others))


class Child(models.Model):
    """Somebody without an account of their own: a guardian books for them.

    The least that is needed; `alias` is what others see of a child with protected identity.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call_name = models.CharField(max_length=80)
    alias = models.CharField(max_length=40, blank=True)
    birth_year = models.PositiveSmallIntegerField()
    birth_date = models.DateField(null=True, blank=True)
    home_area_code = models.CharField(max_length=40, blank=True)
    protected_identity = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="people_child_named", condition=~Q(call_name="")),
            models.CheckConstraint(
                name="people_child_protected_has_alias",
                condition=Q(protected_identity=False) | ~Q(alias=""),
            ),
            models.CheckConstraint(
                name="people_child_birth_year_plausible",
                condition=Q(birth_year__range=(1900, 2200)),
            ),
            models.CheckConstraint(
                name="people_child_birth_date_in_birth_year",
                condition=Q(birth_date__isnull=True) | Q(birth_year=ExtractYear("birth_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"child {self.pk}"

    @property
    def shown_name(self) -> str:
        """The name others may see: the alias of a protected child, else the call name."""
        return self.alias if self.protected_identity else self.call_name


class Guardianship(models.Model):
    """A guardian answers for a child. A child may have several guardians."""

    guardian = models.ForeignKey(User, on_delete=models.CASCADE, related_name="guardianships")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="guardianships")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guardian", "child"], name="people_guardianship_once")
        ]

    def __str__(self) -> str:
        return f"guardianship {self.pk}"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def valid(self) -> "RoleGrantQuerySet":
        """Grants that hold right now."""
        now = timezone.now()
        return self.filter(valid_from__lte=now).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=now)
        )


class RoleGrant(models.Model):
    """One role, held by one person, within one scope, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_kind = models.CharField(max_length=20, choices=ScopeKind.choices)
    scope_id = models.UUIDField()
    granted_by = models.UUIDField(null=True)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "scope_kind", "scope_id"],
                name="people_rolegrant_once_per_scope",
            ),
            models.CheckConstraint(
                name="people_rolegrant_known_role", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="people_rolegrant_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.scope_kind} {self.scope_id}"


class AuditEntry(models.Model):
    """Who did which deed on what, when. Names nobody: ids only.

    The database refuses every change of a row, and its removal before `keep_until`.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.UUIDField(null=True)
    by_system = models.CharField(max_length=40, blank=True)
    deed = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)
    keep_until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id", "at"]),
            models.Index(fields=["by", "at"]),
            models.Index(fields=["keep_until"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="people_auditentry_has_actor",
                condition=Q(by__isnull=False) | ~Q(by_system=""),
            ),
            models.CheckConstraint(
                name="people_auditentry_kept_for_a_time", condition=Q(keep_until__gt=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.object_kind} {self.object_id}"
