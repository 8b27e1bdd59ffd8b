"""Addresses of the venues room."""

from django.urls import path

from venues.api.tiles import Tile
from venues.api.views import AreaDetail, Areas, VenueDetail, Venues

urlpatterns = [
    path("areas", Areas.as_view(), name="areas"),
    path("areas/<str:code>", AreaDetail.as_view(), name="area"),
    path("venues", Venues.as_view(), name="venues"),
    path("venues/<uuid:id>", VenueDetail.as_view(), name="venue"),
    path("tiles/<int:z>/<int:x>/<int:y>", Tile.as_view(), name="tile"),
]
