"""What somebody tells to get an account (ACCOUNT_SIGNUP_FORM_CLASS): the least there is to tell."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User

YOUNG_PERSON: Final = "young_person"
GUARDIAN: Final = "guardian"
OLDEST: Final = 120


class SignUpFields(forms.Form):
    """A name to call out, whether one is young (then the birth year) or a guardian, one contact.

    django-allauth builds its own form on this one and adds `email` and `phone`.
    """

    call_name = forms.CharField(max_length=80)
    who = forms.ChoiceField(
        choices=[(YOUNG_PERSON, _("Ung person")), (GUARDIAN, _("Vårdnadshavare"))]
    )
    birth_year = forms.IntegerField(required=False)

    def full_clean(self) -> None:
        """Either contact will do, so an address is only missing where there is no number."""
        if "email" in self.fields and self.data.get("phone"):
            self.fields["email"].required = False
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        super().clean()
        told = self.cleaned_data
        if told.get("email") and told.get("phone"):
            self.add_error("phone", ValidationError(_("Ange bara ett av dem."), "only_one"))
        if "who" in told and "birth_year" in told:
            self._clean_birth_year(told["who"], told["birth_year"])
        return told

    def _clean_birth_year(self, who: str, year: int | None) -> None:
        """Asked of the young, and only of them. Too young is told apart from impossible."""
        this_year = timezone.localdate().year
        wrong = None
        if who == GUARDIAN:
            if year is not None:
                wrong = ValidationError(_("Vi behöver inte ditt födelseår."), "not_needed")
        elif year is None:
            wrong = ValidationError(_("Skriv ditt födelseår."), "required")
        elif not this_year - OLDEST <= year <= this_year:
            wrong = ValidationError(_("Skriv året med fyra siffror."), "impossible_year")
        elif this_year - year < settings.NARA_SIGN_UP_AGE:
            wrong = ValidationError(
                _("Du är för ung för ett eget konto. Be en vårdnadshavare."), "too_young"
            )
        if wrong:
            self.add_error("birth_year", wrong)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing is left to do: `AccountAdapter.save_user` has stored it all."""
