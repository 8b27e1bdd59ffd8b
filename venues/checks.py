"""System checks of the venues room: the operator's own base map."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from venues.basemap import BasemapUnusable, basemap


@checks.register()
def check_basemap(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A base map that is set can be used (venues.W001). A warning: the map goes on without it."""
    try:
        basemap()
    except BasemapUnusable as error:
        hint = "Set NARA_BASEMAP to a PMTiles file (version 3), or leave it empty."
        return [checks.Warning(f"No base map: {error}", hint=hint, id="venues.W001")]
    return []
