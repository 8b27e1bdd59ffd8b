"""What is known about a venue's accessibility, as one cell of a file."""

import re
from typing import Final, TypedDict

from venues.importing.columns import Column
from venues.importing.reading import NO, YES, Reader
from venues.models import AccessFact

LABELS: Final = {str(fact.label).casefold(): str(fact.value) for fact in AccessFact}
ACCESS_COLUMN: Final = Column(
    "accessibility",
    f"What is known, by commas: {', '.join(AccessFact.values)}, or the Swedish words;"
    " with `=no` what is known not to be there: `step_free, lift=no`",
    "what is known already stays; of a new venue nothing is known",
)


class Access(TypedDict, total=False):
    """Facts that are so and facts that are not; empty when the cell says nothing."""

    access_yes: list[str]
    access_no: list[str]


def read_access(reader: Reader) -> Access:
    """The cell's facts, in the order of the list; what is wrong goes to the reader."""
    told: dict[str, bool] = {}
    cell = reader.text("accessibility", longest=600)
    for entry in filter(None, re.split(r"\s*[,;\n]\s*", cell)):
        name, _, value = (part.strip() for part in entry.partition("="))
        fact = name if name in AccessFact.values else LABELS.get(name.casefold())
        plain = value.casefold() or "yes"
        if fact is None or plain not in YES | NO:
            reason = f"{entry!r} is no fact about accessibility."
            reader.refuse("not_a_choice", reason, "accessibility")
        elif told.setdefault(fact, plain in YES) is not (plain in YES):
            reader.refuse("not_a_choice", f"{fact} is said to be and not to be.", "accessibility")
    if not told:
        return {}
    in_order = [fact for fact in AccessFact.values if fact in told]
    return {
        "access_yes": [fact for fact in in_order if told[fact]],
        "access_no": [fact for fact in in_order if not told[fact]],
    }
