"""What can go wrong with areas and venues. Codes are stable."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class InvalidGeometry(APIException):
    status_code = 400
    default_code = "invalid_geometry"
    default_detail = _("Geometrin är tom eller korsar sig själv.")


class AreaBelowItself(APIException):
    status_code = 400
    default_code = "area_below_itself"
    default_detail = _("Ett område kan inte ligga under sig självt.")


class ImpossiblePosition(APIException):
    status_code = 400
    default_code = "impossible_position"
    default_detail = _("Positionen saknas eller ligger utanför jorden.")


class PopulationBandsOverlap(APIException):
    status_code = 400
    default_code = "population_bands_overlap"
    default_detail = _("Åldersgrupperna överlappar varandra.")
