"""Sara and Sven have the same activity open: nobody's words vanish without a word."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from activities.errors import ChangedMeanwhile
from activities.models import Activity, ActivityVersion
from activities.publishing import edit_activity
from tests.named_people import TESTS
from tests.town import add_activity, build_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall() -> Activity:
    build_town()
    return add_activity("Öppen hall")


def at_once(*deeds: Callable[[], object]) -> list[BaseException | None]:
    """Do them in threads of their own; how each ended."""
    ends: list[BaseException | None] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def do(place: int) -> None:
        start.wait()
        try:
            deeds[place]()
        except Exception as error:  # noqa: BLE001  (handed on to the test)
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[place]) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def edit(hall: Activity, version: int | None, age_to: int) -> Callable[[], object]:
    return lambda: edit_activity(
        activity=hall, fields={"age_to": age_to}, texts=None, version=version, by=TESTS
    )


def test_of_two_who_saw_the_same_version_one_is_told(hall: Activity) -> None:
    ends = at_once(edit(hall, 1, 17), edit(hall, 1, 18))
    assert sorted(type(end).__name__ for end in ends) == ["ChangedMeanwhile", "NoneType"]
    assert ActivityVersion.objects.filter(activity=hall).count() == 2


def test_ten_at_once_are_ten_versions_in_a_row(hall: Activity) -> None:
    ends = at_once(*(edit(hall, None, 20 + n) for n in range(10)))
    assert ends == [None] * 10
    numbers = ActivityVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 12))
    assert Activity.objects.get().version == 11


def test_who_comes_later_with_what_is_there_now_goes_through(hall: Activity) -> None:
    edit(hall, 1, 17)()
    with pytest.raises(ChangedMeanwhile):
        edit(hall, 1, 18)()
    edit(hall, 2, 18)()
    assert Activity.objects.get().age_to == 18
