"""Disclosure control: counts about our own participants, shifted a little, always in the same way.

The cell-key method. Every record that is counted carries a random key from 0 to 239, drawn once.
The *cell key* of a count is the sum of its records' keys modulo 240. The true count picks a row of
the table below, the cell key picks the shift in that row:

    true count   shift: chance in twelfths             what can be shown
    0             0: 12                                 0
    1            -1: 8   +2: 4                          0 or 3
    2            -2: 4   +1: 8                          0 or 3
    3             0: 12                                 3
    4            -1: 4    0: 4   +1: 4                  3, 4 or 5
    5 and more   -2: 2   -1: 3    0: 2   +1: 3   +2: 2  two less to two more

So 0 stays 0, 1 and 2 are never shown, no count moves by more than 2, and every row is unbiased:
sums over many cells come out right on average. A 3 stays 3 because the first two demands leave
it nowhere to go (1 and 2 are not shown, 0 is 3 away, and a move up alone would be biased); it hides
among the ones, twos, fours and fives that are shown as 3.

The same records always give the same answer, whoever asks and through whichever filter, so asking
again teaches nothing. What the method does not hide is told in docs/privacy.md.

Source: B. Fraser and J. Wooton, "A proposed method for confidentialising tabular output to protect
against differencing" (2005), the method of the Australian Bureau of Statistics' TableBuilder;
recommended for the EU's census of 2021 by Eurostat's project "Harmonised protection of census data
in the ESS"; used by Statistics Sweden. The table above is our own and is proven by tests.
"""

import secrets
from typing import Any, Final

from django.core.validators import MaxValueValidator
from django.db.models import Count, Model, PositiveSmallIntegerField, QuerySet, Sum

KEYS: Final = 240
_TWELFTHS: Final = 12

#: For each true count: (shift, chance in twelfths). The last row holds for every greater count.
PERTURBATION: Final[tuple[tuple[tuple[int, int], ...], ...]] = (
    ((0, 12),),
    ((-1, 8), (2, 4)),
    ((-2, 4), (1, 8)),
    ((0, 12),),
    ((-1, 4), (0, 4), (1, 4)),
    ((-2, 2), (-1, 3), (0, 2), (1, 3), (2, 2)),
)


def new_record_key() -> int:
    """A key for a new record: uniform from 0 to 239, and nobody can foresee it."""
    return secrets.randbelow(KEYS)


class RecordKeyField(PositiveSmallIntegerField):  # type: ignore[type-arg]  # no subscript at run time
    """The random key of a record that is counted in statistics. Never shown, never changed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", new_record_key)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("validators", [MaxValueValidator(KEYS - 1)])
        super().__init__(**kwargs)


def protect(count: int, key_sum: int) -> int:
    """The count that may be shown for `count` records whose keys sum to `key_sum`."""
    if count < 0:
        raise ValueError("A count is never negative.")
    row = PERTURBATION[min(count, len(PERTURBATION) - 1)]
    position = key_sum % KEYS * _TWELFTHS // KEYS
    for shift, chance in row:
        if position < chance:
            return count + shift
        position -= chance
    raise AssertionError("Every row of the table sums to twelve twelfths.")


def protected_count(queryset: QuerySet[Model], *, key: str = "record_key") -> int:
    """How many rows `queryset` has, protected. One query. `key` names the field with the key."""
    found = queryset.order_by().aggregate(_count=Count("pk"), _keys=Sum(key))
    return protect(found["_count"], found["_keys"] or 0)
