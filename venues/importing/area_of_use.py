"""Where the projected coordinate system of the settings is used: what lies elsewhere is misread."""

from ctypes import POINTER, byref, c_char_p, c_double, c_int, c_void_p
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.contrib.gis.gdal import SpatialReference
from django.contrib.gis.gdal.libgdal import lgdal

#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]

# GDAL's own function, which Django does not wrap.
_ask: Final = lgdal.OSRGetAreaOfUse
_ask.argtypes = [c_void_p, *[POINTER(c_double)] * 4, POINTER(c_char_p)]
_ask.restype = c_int


@lru_cache(maxsize=1)
def area_of_use(srid: int) -> Box | None:
    """The area that a coordinate system is meant for; None when it does not say."""
    system = SpatialReference(srid)
    west, south, east, north = (c_double() for _ in range(4))
    told = _ask(system.ptr, byref(west), byref(south), byref(east), byref(north), byref(c_char_p()))
    return (west.value, south.value, east.value, north.value) if told else None


def misread(extent: Box) -> str:
    """How a box is misread: with x and y exchanged ("swapped"), otherwise ("far"), or not ("")."""
    area = area_of_use(settings.NARA_PROJECTED_SRID)
    if area is None or _meet(extent, area):
        return ""
    west, south, east, north = extent
    return "swapped" if _meet((south, west, north, east), area) else "far"


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
