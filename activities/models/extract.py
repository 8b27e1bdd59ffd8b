"""The criminal-records extract of those who lead children: that it was seen, and nothing of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from people.models import User


class RegisterExtract(models.Model):
    """Somebody showed their extract: the date, and who looked. What stood in it is not stored."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="register_extracts")
    seen_on = models.DateField()
    seen_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "seen_on"], name="activities_registerextract_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"extract {self.pk}"
