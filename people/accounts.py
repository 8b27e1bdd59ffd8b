"""How people log in: what django-allauth asks us."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from people import encryption, mails, open_id, sign_ins
from people.actors import system
from people.membership import sign_up
from people.models import User
from people.proof import freshly_proven
from people.sms import send_sms, sms_goes_to


def _person(user: AbstractBaseUser | None) -> User:
    """django-allauth speaks of any user model; here there is one. Raises TypeError for another."""
    if not isinstance(user, User):
        raise TypeError(f"{type(user).__name__} is no person of ours.")
    return user


class AddressStage(EmailVerificationStage):
    """Confirms an address before the first log-in; who came by telephone has none to confirm."""

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        if user is not None and not _person(user).email:
            return None, True
        answer: tuple[Any, bool] = super().handle()  # type: ignore[no-untyped-call]
        return answer


class AccountAdapter(DefaultAccountAdapter):
    """Accounts, mails and SMS in our own way."""

    def get_login_stages(self) -> list[str]:
        theirs, ours = (
            "allauth.account.stages.EmailVerificationStage",
            "people.accounts.AddressStage",
        )
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.NARA_SIGN_UP)

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> User:
        told = form.cleaned_data
        return sign_up(
            by=system("sign_up"),
            call_name=told["call_name"],
            birth_year=told.get("birth_year"),
            email=told.get("email") or "",
            phone=told.get("phone") or "",
            language=get_language() or settings.LANGUAGE_CODE,
        )

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        sign_ins.note(request.session, user_agent=request.headers.get("User-Agent", ""))
        super().login(request, user)
        open_id.link_pending(request.session, _person(user), by=system("sign_up"))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before anything that opens the account to others, one shows that it is oneself.

        Whoever has a password or an app for codes is asked by django-allauth. Everybody else has
        just logged in by a code or a passkey, or logs in again.
        """
        person = _person(self.request.user)
        if (
            person.has_usable_password()
            or Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
        ):
            return bool(super().is_reauthentication_required(app=app, **kwargs))
        if not freshly_proven(self.request, person):
            raise ReauthenticationRequired
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mails.send(mails.compose(template_prefix, email, context))

    def clean_phone(self, phone: str) -> str:
        """Refuses numbers that no SMS is sent to."""
        if phone and not sms_goes_to(phone):
            raise ValidationError(_("Det går inte att skicka sms till det numret."), "phone_abroad")
        return phone

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        person = _person(user)
        person.phone, person.phone_verified = phone, verified
        person.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        person = _person(user)
        return (person.phone, person.phone_verified) if person.phone else None

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        host = urlsplit(settings.NARA_ORIGIN).hostname
        with override(_person(user).language):
            text = _("%(code)s är din kod till Nära. Ge den aldrig till någon annan.")
        # The last line lets the telephone offer the code to this site, and to no other.
        send_sms(number=phone, text=f"{text % {'code': code}}\n\n@{host} #{code}")

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        send_sms(
            number=phone,
            text=_("Någon ville logga in i Nära med det här numret, men det har inget konto.")
            + f" {settings.NARA_ORIGIN}/signup",
        )

    def send_account_already_exists_sms(self, phone: str) -> None:
        send_sms(
            number=phone,
            text=_("Det här numret har redan ett konto i Nära. Logga in med en kod:")
            + f" {settings.NARA_ORIGIN}/login",
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted at rest; a passkey carries our name and no address."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def is_mfa_enabled(self, user: AbstractBaseUser, types: list[str] | None = None) -> bool:
        """Whether a log-in has to go on to a second step. A passkey does not ask for one.

        It is a quicker way in, by itself as good as two steps; who has lost the device it was on
        must still come in by a code. An app for codes is what makes a second step.
        """
        second_steps = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
        if types is not None and set(types) == second_steps:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.NARA_ORIGIN).hostname or "", "name": "Nära"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        name = _person(user).call_name or _person(user).alias or "Nära"
        return {**entity, "display_name": name, "name": name}
