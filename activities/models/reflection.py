"""Reflection questions: two of the municipality's own choice, answered in the log book [KEKS]."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ReflectionQuestionQuerySet(models.QuerySet["ReflectionQuestion"]):
    def asked(self) -> Self:
        """Those that are asked now, in their order, with their words."""
        return self.filter(until=None).order_by("position").prefetch_related("texts")


class ReflectionQuestion(models.Model):
    """A question. Another question is another row: an answer keeps the one that it was given to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_reflection_two_at_most", condition=Q(position__range=(1, 2))
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(until=None),
                name="activities_reflection_once_per_position",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.position}"


class ReflectionQuestionText(models.Model):
    """A question's words in one language."""

    question = models.ForeignKey(ReflectionQuestion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "language"], name="activities_reflectiontext_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} of {self.question_id}"
