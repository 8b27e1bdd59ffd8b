"""Gives some of the example's activities and places an illustration, as a coordinator would."""

import io

from activities.models import Activity
from activities.photos import album_of_activity
from config.example import files
from config.example.drawing import drawn
from people.actors import Actor
from venues.models import Venue
from venues.photos.albums import Album, add_photo, album_of_venue


def illustrate_activity(activity: Activity, key: str, *, by: Actor) -> None:
    """Add the illustration that the files name for a new activity, if they name one."""
    _illustrate(album_of_activity(activity), files.pictures()["activities"].get(key), by)


def illustrate_venue(venue: Venue, key: str, *, by: Actor) -> None:
    """The same for a new venue."""
    _illustrate(album_of_venue(venue), files.pictures()["venues"].get(key), by)


def _illustrate(album: Album, scene: str | None, by: Actor) -> None:
    if scene is None:
        return
    content = drawn(scene)
    add_photo(
        album=album,
        file=io.BytesIO(content),
        size=len(content),
        label="image/png",
        words={
            "alts": files.pictures()["scenes"][scene],
            "photographer": "Nära",
            "licence": "",
            "illustration": True,
        },
        by=by,
    )
