"""Addresses of the venues room."""

from django.urls import path

from venues.api.basemap import BasemapDetail, BasemapTile
from venues.api.imports import (
    ImportKinds,
    ImportTemplate,
    UploadApply,
    UploadCancel,
    UploadDetail,
    UploadFindings,
    Uploads,
    UploadTry,
)
from venues.api.tiles import Tile
from venues.api.venue_photos import (
    OneVenuePhoto,
    VenuePhotoFile,
    VenuePhotoOrder,
    VenuePhotos,
)
from venues.api.views import AreaDetail, Areas, VenueDetail, Venues

urlpatterns = [
    path("areas", Areas.as_view(), name="areas"),
    path("areas/<str:code>", AreaDetail.as_view(), name="area"),
    path("venues", Venues.as_view(), name="venues"),
    path("venues/<uuid:id>", VenueDetail.as_view(), name="venue"),
    path("venues/<uuid:id>/photos", VenuePhotos.as_view(), name="venue-photos"),
    path("venues/<uuid:id>/photos/order", VenuePhotoOrder.as_view(), name="venue-photo-order"),
    path("venues/<uuid:id>/photos/<uuid:photo>", OneVenuePhoto.as_view(), name="venue-photo"),
    path(
        "venues/<uuid:id>/photos/<uuid:photo>/<str:name>",
        VenuePhotoFile.as_view(),
        name="venue-photo-file",
    ),
    path("basemap", BasemapDetail.as_view(), name="basemap"),
    path(
        "basemap/tiles/<str:version>/<int:z>/<int:x>/<int:y>",
        BasemapTile.as_view(),
        name="basemap-tile",
    ),
    path("tiles/<int:z>/<int:x>/<int:y>", Tile.as_view(), name="tile"),
    path("imports", Uploads.as_view(), name="imports"),
    path("imports/kinds", ImportKinds.as_view(), name="import-kinds"),
    path("imports/templates/<str:name>", ImportTemplate.as_view(), name="import-template"),
    path("imports/<uuid:id>", UploadDetail.as_view(), name="import"),
    path("imports/<uuid:id>/try", UploadTry.as_view(), name="import-try"),
    path("imports/<uuid:id>/apply", UploadApply.as_view(), name="import-apply"),
    path("imports/<uuid:id>/cancel", UploadCancel.as_view(), name="import-cancel"),
    path("imports/<uuid:id>/findings", UploadFindings.as_view(), name="import-findings"),
]
