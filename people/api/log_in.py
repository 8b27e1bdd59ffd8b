"""Two of django-allauth's addresses, with the answers to wrong input that they lack."""

from typing import Any

from allauth.headless.account.inputs import RequestLoginCodeInput
from allauth.headless.account.views import RequestLoginCodeView
from allauth.headless.constants import Client
from allauth.headless.mfa.inputs import LoginWebAuthnInput
from allauth.headless.mfa.views import LoginWebAuthnView
from django.forms import ValidationError
from django.utils.translation import gettext as _


class OneContact(RequestLoginCodeInput):
    """An address or a number. Where both are ways in, allauth (65.21) fails without either."""

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()  # type: ignore[no-untyped-call]
        if not self.errors and not (told.get("email") or told.get("phone")):
            raise ValidationError(_("Skriv din e-postadress eller ditt mobilnummer."), "required")
        return told


class RequestCodeView(RequestLoginCodeView):
    """Sends a code to a contact."""

    input_class = OneContact


class Passkey(LoginWebAuthnInput):
    """What a device answers. Where a part is missing, allauth (65.21) fails."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except (KeyError, AttributeError) as error:
            raise ValidationError(_("Det där är ingen passnyckel."), "incorrect_code") from error


class PasskeyView(LoginWebAuthnView):
    """Logs in with a passkey."""

    input_class = {"POST": Passkey}


passkey_log_in = PasskeyView.as_api_view(client=Client.BROWSER)
request_code = RequestCodeView.as_api_view(client=Client.BROWSER)
