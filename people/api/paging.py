"""Keyset pages: a page begins after the last row of the one before, whatever came or went since.

A cursor holds the ordering values of that row. Nothing is counted and nothing is skipped by number,
so rows that appear or vanish on other pages move no row of this one.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError as ImpossibleValue
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from people.api.door import Query


class PageQuery(Query):
    """The parameters of every list."""

    cursor = serializers.CharField(
        required=False, max_length=1000, help_text="Where to go on: from `next` of the page before."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=100, default=20, help_text="Rows per page, 1-100."
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """The ordering values of a row, as text, and whether the page lies before or after it."""

    values: tuple[str, ...]
    backwards: bool

    def encode(self) -> str:
        text = json.dumps([self.backwards, *self.values])
        return base64.urlsafe_b64encode(text.encode()).decode()

    @classmethod
    def decode(cls, text: str, length: int) -> Self:
        """Raises ValueError for a text that `encode` did not make for that many values."""
        try:
            parts = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        except (binascii.Error, UnicodeDecodeError, RecursionError) as error:
            raise ValueError(text) from error
        if not isinstance(parts, list) or len(parts) != length + 1:
            raise ValueError(text)
        backwards, *values = parts
        if not isinstance(backwards, bool) or not all(isinstance(v, str) for v in values):
            raise ValueError(text)
        return cls(tuple(values), backwards)


def _beyond(ordering: tuple[str, ...], cursor: Cursor) -> Q:
    """Rows strictly beyond the cursor's, by all ordering values together."""
    step = "lt" if cursor.backwards else "gt"
    beyond, equal = Q(), Q()
    for name, value in zip(ordering, cursor.values, strict=True):
        beyond |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    # The first value alone too: an index on it then finds the beginning of the page.
    return beyond & Q(**{f"{ordering[0]}__{step}e": cursor.values[0]})


class KeysetPages:
    """One page of a queryset, in ascending `ordering`, whose last name must be unique."""

    def __init__(self, *, ordering: tuple[str, ...], page_size: int) -> None:
        self.ordering = ordering
        self.page_size = page_size

    def page(self, rows: QuerySet[Any], request: Request) -> list[Any]:
        """The rows of the page that the request's `cursor` names; sets `next` and `previous`.

        Raises ValidationError naming `cursor` when it was not made here.
        """
        try:
            cursor = self._cursor(request)
            found = self._read(rows, cursor)
        except (ValueError, DataError, ImpossibleValue) as error:
            raise ValidationError({"cursor": _("Sidmarkören är inte en av våra.")}) from error
        more, page = len(found) > self.page_size, found[: self.page_size]
        if cursor is not None and cursor.backwards:
            page.reverse()
            before, after = more, True
        else:
            before, after = cursor is not None, more
        self.previous = self._link(request, page[0], backwards=True) if before and page else None
        self.next = self._link(request, page[-1], backwards=False) if after and page else None
        return page

    def _cursor(self, request: Request) -> Cursor | None:
        text = request.query_params.get("cursor")
        return None if text is None else Cursor.decode(text, len(self.ordering))

    def _read(self, rows: QuerySet[Any], cursor: Cursor | None) -> list[Any]:
        backwards = cursor is not None and cursor.backwards
        if cursor is not None:
            rows = rows.filter(_beyond(self.ordering, cursor))
        signed = [f"-{name}" if backwards else name for name in self.ordering]
        return list(rows.order_by(*signed)[: self.page_size + 1])

    def _link(self, request: Request, row: Model, *, backwards: bool) -> str:
        values = tuple(_text(getattr(row, name)) for name in self.ordering)
        address = request.build_absolute_uri()
        return replace_query_param(address, "cursor", Cursor(values, backwards).encode())


def _text(value: Any) -> str:
    """The value as its field reads it back, to the last digit."""
    return repr(value) if isinstance(value, float) else str(value)
