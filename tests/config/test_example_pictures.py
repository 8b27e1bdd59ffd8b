"""The example's illustrations: drawn by code, the same every time, said to be drawn."""

import io

import pytest
from PIL import Image

from activities.models import Activity
from config.example import files
from config.example.catalogue import external_id
from config.example.drawing import SCENES, drawn
from config.example.pictures import illustrate_activity, illustrate_venue
from tests.named_people import TESTS
from tests.town import add_activity, add_venue, build_town


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_the_same_every_time_and_small(scene: str) -> None:
    content = drawn(scene)
    assert content == drawn(scene)
    image = Image.open(io.BytesIO(content))
    assert image.size == (1280, 960)
    assert len(image.getcolors(10**6) or []) > 3
    assert len(content) < 60_000


def test_every_scene_is_described_in_every_language_and_used() -> None:
    plan = files.pictures()
    assert set(plan["scenes"]) == set(SCENES)
    for words in plan["scenes"].values():
        assert set(words) == set(files.LANGUAGES)
    assert {*plan["activities"].values(), *plan["venues"].values()} == set(SCENES)


def test_every_picture_belongs_to_something_in_the_files() -> None:
    plan = files.pictures()
    placed = {
        external_id(offer, placing).removeprefix("example:")
        for offer in files.offers()
        for placing in offer["at"]
    }
    assert set(plan["activities"]) <= placed
    assert set(plan["venues"]) <= {venue["key"] for venue in files.venues()["venues"]}


@pytest.mark.django_db
def test_an_illustration_says_that_it_is_one() -> None:
    build_town()
    activity, venue = add_activity(), add_venue("Biblioteket", 0, 0)
    illustrate_activity(activity, "basket:huddingehallen", by=TESTS)
    illustrate_activity(activity, "something:else", by=TESTS)
    illustrate_venue(venue, "huddinge-bibliotek", by=TESTS)
    picture = Activity.objects.get().photos.get().picture
    assert (picture.illustration, picture.photographer) == (True, "Nära")
    assert picture.alts.get(language="sv").text.startswith("Illustration:")
    assert venue.photos.count() == 1
