"""What is known about getting into a venue and taking part there: yes, no, or unknown.

A fixed list, so that it can be searched. Two columns of the venue hold what is known, `access_yes`
and `access_no`; what stands in neither is unknown, and unknown is not no.
"""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccessFact(models.TextChoices):
    """What can be known. The words follow the Swedish accessibility database (tillgänglighet)."""

    STEP_FREE = "step_free", _("Entré utan trappsteg")
    RAMP = "ramp", _("Ramp")
    LIFT = "lift", _("Hiss")
    TOILET = "toilet", _("Tillgänglig toalett")
    CHANGING_ROOM = "changing_room", _("Tillgängligt omklädningsrum")
    PARKING = "parking", _("Parkering för rörelsehindrade")
    HEARING_LOOP = "hearing_loop", _("Hörslinga")
    QUIET_ROOM = "quiet_room", _("Lugnt rum")
    TACTILE = "tactile", _("Punktskrift eller ledstråk")
    ASSISTANCE_DOG = "assistance_dog", _("Ledarhund är välkommen")
    INTERPRETER = "interpreter", _("Teckenspråkstolk kan ordnas")


FACTS: Final = [fact.value for fact in AccessFact]


def facts_column() -> Any:
    """A column that holds some of the facts."""
    return ArrayField(models.CharField(max_length=20, choices=AccessFact.choices), default=list)


def facts_constraints() -> list[models.CheckConstraint]:
    """Only facts of the list, and none of them both yes and no."""
    return [
        models.CheckConstraint(
            name="venues_venue_access_known",
            condition=Q(access_yes__contained_by=FACTS) & Q(access_no__contained_by=FACTS),
        ),
        models.CheckConstraint(
            name="venues_venue_access_yes_or_no",
            condition=~Q(access_yes__overlap=models.F("access_no")),
        ),
    ]
