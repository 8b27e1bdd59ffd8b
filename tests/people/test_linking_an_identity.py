"""An identity of a school or an e-identity opens one account, and stays with it."""

import pytest
from allauth.socialaccount.models import SocialAccount

from people.actors import system
from people.models import AuditEntry
from people.open_id import link_identity
from tests.named_people import AMINA, KARIN, make

pytestmark = pytest.mark.django_db


def test_an_identity_that_opens_an_account_stays_there() -> None:
    amina, karin = make(AMINA), make(KARIN)
    for person in (amina, karin, amina):
        link_identity(by=system("log-in"), person=person, provider="freja", uid="0" * 32)
    assert SocialAccount.objects.get().user == amina
    assert AuditEntry.objects.filter(deed="identity.link").count() == 1
