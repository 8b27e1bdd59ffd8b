"""What nearly every test of attendance begins with."""

import pytest

from activities.models import Session
from tests.activities.attendance.phones import an_evening


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> Session:
    return an_evening(monkeypatch)
