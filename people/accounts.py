"""How people log in: what django-allauth asks us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from people import encryption, mails


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the municipality; nobody signs up on their own yet."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mails.send(mails.compose(template_prefix, email, context))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
