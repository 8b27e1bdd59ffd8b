"""What each kind of record holds about a person: how it is exported, erased, how long kept.

Every room registers each of its models here, in its `AppConfig.ready`; a model without personal
data says that too. A test fails for a model that nobody has registered.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from people.models import User

#: A person's rows of one kind, ready for JSON.
Export = Callable[[User], Sequence[dict[str, Any]]]
#: Removes a person's rows of one kind, or what points at the person in them; how many.
Erase = Callable[[User], int]
#: Removes what is older than it may be at a moment; how many. With `dry_run` it only counts.
Expire = Callable[[datetime.datetime, bool], int]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one model holds about people. `kept` says for how long, in words.

    `erase` is None where rows outlive the person (`kept` says why) or go with another model.
    """

    model: type[Model]
    no_personal_data: bool = False
    export: Export | None = None
    erase: Erase | None = None
    expire: Expire | None = None
    kept: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower


_holdings: Final[dict[type[Model], Holding]] = {}


def register_personal_data(
    model: type[Model],
    *,
    no_personal_data: bool = False,
    export: Export | None = None,
    erase: Erase | None = None,
    expire: Expire | None = None,
    kept: str = "",
) -> None:
    """Say what `model` holds about people. Raises ValueError for half an answer or a second one."""
    if no_personal_data == bool(export or erase or kept):
        raise ValueError(f"{model.__name__}: either no personal data, or what happens with it.")
    if not no_personal_data and not (export and kept):
        raise ValueError(
            f"{model.__name__}: personal data needs an export and how long it is kept."
        )
    if model in _holdings:
        raise ValueError(f"{model.__name__} is registered twice.")
    _holdings[model] = Holding(model, no_personal_data, export, erase, expire, kept)


def register_no_personal_data(*models: type[Model]) -> None:
    """Say of several models that they hold nothing about people."""
    for model in models:
        register_personal_data(model, no_personal_data=True)


def holdings() -> list[Holding]:
    """Everything registered, in the order of registration: the person's own row first."""
    return list(_holdings.values())


def erase_all(person: User) -> dict[str, int]:
    """Remove everything registered about `person`; how much, by kind of record.

    Last registered first: rows that point at the person go before the person. Asks nobody for
    permission: `retention.erase_person` and the retention run do.
    """
    return {h.kind: h.erase(person) for h in reversed(holdings()) if h.erase is not None}
