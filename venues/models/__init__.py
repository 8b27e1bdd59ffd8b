"""Areas, the places in them, and how many people live where."""

from venues.models.accessibility import AccessFact
from venues.models.area import Area, AreaName, AreaQuerySet
from venues.models.holiday import SchoolHoliday
from venues.models.picture import Picture, PictureAlt, PictureFile, VenuePhoto
from venues.models.population import HomePoint, Population
from venues.models.upload import Upload, UploadPart
from venues.models.venue import Venue, VenueQuerySet

__all__ = [
    "AccessFact",
    "Area",
    "AreaName",
    "AreaQuerySet",
    "HomePoint",
    "Picture",
    "PictureAlt",
    "PictureFile",
    "Population",
    "SchoolHoliday",
    "Upload",
    "UploadPart",
    "Venue",
    "VenuePhoto",
    "VenueQuerySet",
]
