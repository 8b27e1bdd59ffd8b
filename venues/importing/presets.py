"""What is known beforehand about files that many municipalities have."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Preset:
    """The names that a publisher's files use."""

    kind: str
    crs: str
    code_field: str
    version_field: str
    municipality_field: str
    #: The fields that may hold the Swedish name; () when the areas have none.
    name_fields: tuple[str, ...]
    source: str


SCB: Final = "Statistiska centralbyrån (SCB), öppna geodata"

PRESETS: Final = {
    "deso": Preset(
        kind="deso",
        crs="EPSG:3006",
        code_field="desokod",
        version_field="version",
        municipality_field="kommunkod",
        name_fields=(),
        source=f"{SCB}: DeSO",
    ),
    "regso": Preset(
        kind="regso",
        crs="EPSG:3006",
        code_field="regsokod",
        version_field="version",
        municipality_field="kommunkod",
        name_fields=("regsonamn", "regso"),
        source=f"{SCB}: RegSO",
    ),
}
