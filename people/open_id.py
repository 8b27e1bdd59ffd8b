"""Logging in with Freja eID, BankID through a broker, or a school's own log-in (OpenID Connect).

What such a service says is used once, to fill in a form: a name and a year of birth. Kept is only
that this identity opens this account, and of the identity a keyed hash: brokers name people by
their personal number. An e-mail address that a service tells is not believed; a code is.
"""

import datetime
from typing import Any, Final

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.headless.adapter import DefaultHeadlessAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from people.actors import Actor
from people.audit import record
from people.errors import NoSuchIdentity
from people.models import User
from people.permissions import require

#: In the session while somebody makes an account: the identity that will open it.
_PENDING: Final = "nara_open_id"


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    """What the service says about the person: its ID token, completed by its user info."""
    return {**data.get("id_token", {}), **data.get("userinfo", {})}


def birth_year_of(claims: dict[str, Any]) -> int | None:
    """The year in the standard claim `birthdate` (OpenID Connect Core 5.1); 0000 hides it."""
    try:
        year = int(str(claims.get("birthdate", ""))[:4])
    except ValueError:
        return None
    return year if 1900 <= year <= datetime.date.max.year and year <= 2200 else None


class OpenIDProvider(OpenIDConnectProvider):
    """An identity service of which nothing is kept but which identity it was."""

    supports_token_authentication = False

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The same for the same identity here, and telling nothing to anybody without our key."""
        identity = _claims(data)[self.app.settings.get("uid_field", "sub")]
        return salted_hmac(
            f"nara open id {self.app.provider_id}", str(identity), algorithm="sha256"
        ).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        return []

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        claims = _claims(data)
        name = claims.get("nickname") or claims.get("given_name") or ""
        return {"call_name": str(name)[:80], "birth_year": birth_year_of(claims)}


class OpenIDAdapter(DefaultSocialAccountAdapter):
    """Accounts made after a log-in elsewhere, in our own way."""

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a contact of one's own is asked for, and shown to be one's own by a code."""
        return False

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> AbstractBaseUser | None:
        person = sociallogin.user
        if isinstance(person, User):
            person.call_name, person.birth_year = data["call_name"], data["birth_year"]
        return person

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: BaseForm | None = None
    ) -> AbstractBaseUser:
        """Make the account; the identity opens it only once its contact has been confirmed here.

        Otherwise somebody could make an account with another's address, wait until its owner
        confirms it, and come in beside them.
        """
        suggested = sociallogin.user
        if form is None or not isinstance(suggested, User):
            raise TypeError("An account is made from a form.")
        if form.cleaned_data.get("birth_year") and suggested.birth_year:
            form.cleaned_data["birth_year"] = suggested.birth_year  # vouched for, so not chosen
        person = get_account_adapter().save_user(request, suggested, form)
        setup_user_email(request, person, [])
        account = sociallogin.account
        request.session[_PENDING] = [str(person.pk), account.provider, account.uid]
        sociallogin.user = person
        return person


class HeadlessAdapter(DefaultHeadlessAdapter):
    """What a person is told about themselves while they make an account."""

    def serialize_user(self, user: AbstractBaseUser) -> dict[str, Any]:
        told: dict[str, Any] = super().serialize_user(user)
        if isinstance(user, User):
            told |= {"call_name": user.call_name, "birth_year": user.birth_year}
        return told


@transaction.atomic
def link_identity(*, by: Actor, person: User, provider: str, uid: str) -> None:
    """From now on this identity opens `person`'s account. One that opens another's stays there."""
    require(by, "person.create")
    _account, new = SocialAccount.objects.get_or_create(
        provider=provider, uid=uid, defaults={"user": person}
    )
    if new:
        record(by=by, deed="identity.link", on=person, detail={"provider": provider})


def link_pending(session: SessionBase, person: User, *, by: Actor) -> None:
    """Link what waits in the session of the browser that made `person`'s account, if anything."""
    who, provider, uid = session.pop(_PENDING, (None, "", ""))
    if who == str(person.pk):
        link_identity(by=by, person=person, provider=provider, uid=uid)


@transaction.atomic
def unlink_identity(*, by: Actor, provider: str) -> None:
    """This service no longer opens the actor's account; a code does. Raises NoSuchIdentity."""
    require(by, "account.manage_own")
    unlinked, _kinds = SocialAccount.objects.filter(user=by.person, provider=provider).delete()
    if not unlinked:
        raise NoSuchIdentity
    record(by=by, deed="identity.unlink", on=by.person, detail={"provider": provider})
