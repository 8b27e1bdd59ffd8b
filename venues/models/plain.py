"""Names and texts as they are searched: lower case, without accents, kept by the database."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func


def plain_copy(*fields: str) -> models.GeneratedField:
    """The fields' words in lower case and without accents, in a column of their own."""
    return models.GeneratedField(
        expression=Func(*fields, function="nara_plain"),
        output_field=models.TextField(),
        db_persist=True,
    )


def finds_words(name: str) -> GinIndex:
    """The index that finds beginnings of words and misspelt ones in `words`."""
    return GinIndex(name=name, fields=["words"], opclasses=["gin_trgm_ops"])
