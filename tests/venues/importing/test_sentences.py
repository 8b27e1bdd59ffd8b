"""Everything that can be wrong, and every column, has words for people who upload files."""

from venues.importing.findings import CODES
from venues.importing.kinds import kinds
from venues.importing.sentences import LABELS, SENTENCES


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(CODES)


def test_every_column_has_a_name_for_people() -> None:
    columns = {column.name for kind in kinds().values() for column in kind.columns}
    assert set(LABELS) == columns
