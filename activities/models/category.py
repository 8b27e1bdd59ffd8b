"""Categories and organisers: what kind of activity, and who arranges it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F

from venues.models.plain import finds_words, plain_copy


class CategoryQuerySet(models.QuerySet["Category"]):
    def in_order(self) -> "CategoryQuerySet":
        """Parents before their children, with what an answer needs."""
        return (
            self.select_related("parent")
            .prefetch_related("names")
            .order_by(F("parent__position").asc(nulls_first=True), "position", "code")
        )


class Category(models.Model):
    """What kind of activity; two levels, extended as data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    #: The name of a colour in the frontend's design tokens.
    colour = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class CategoryName(models.Model):
    """What a category is called in one language."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    words = plain_copy("name")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "language"], name="activities_categoryname_language"
            )
        ]
        indexes: ClassVar = [finds_words("activities_categoryname_words")]

    def __str__(self) -> str:
        return self.name


class Organiser(models.Model):
    """Who arranges: a municipal unit, a club, an association. Never a private person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160, unique=True)
    #: Nothing of theirs is published before another person than its writers has approved it.
    second_pair_of_eyes = models.BooleanField(default=False)
    words = plain_copy("name")

    class Meta:
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [finds_words("activities_organiser_words")]

    def __str__(self) -> str:
        return self.name
