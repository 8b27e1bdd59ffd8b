"""What can go wrong with areas and venues. Codes are stable."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from people.errors import NotPermitted


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


class VenuesOutOfReach(NotPermitted):
    """Some of many venues lie where one may not write. `external_ids`: which."""

    def __init__(self, external_ids: Sequence[str]) -> None:
        self.external_ids = external_ids
        super().__init__()


class InvalidOpeningHours(APIException):
    """Opening hours that cannot be read. `reason`: "SH", "source", or the column of the fault."""

    status_code = 400
    default_code = "invalid_opening_hours"
    default_detail = _("Öppettiderna går inte att läsa.")

    def __init__(self, *, reason: str = "1") -> None:
        self.reason = reason
        texts = {
            "SH": _("SH (skollov) skrivs i det egna fältet för öppettider på skollov."),
            "source": _("Skriv också varifrån öppettiderna kommer."),
        }
        at = _("Öppettiderna går inte att läsa från tecken {place}. Skriv som Mo-Fr 10:00-18:00.")
        super().__init__(texts.get(reason) or str(at).format(place=reason))


class UploadTooLarge(APIException):
    status_code = 413
    default_code = "upload_too_large"
    default_detail = _("Filen är för stor för att laddas upp här.")


class ImportBusy(APIException):
    status_code = 409
    default_code = "import_busy"
    default_detail = _("Filen läses just nu. Vänta tills det är klart.")


class ImportNotUnderWay(APIException):
    status_code = 409
    default_code = "import_not_under_way"
    default_detail = _("Filen läses inte just nu: det finns inget att avbryta.")


class ImportFileGone(APIException):
    status_code = 409
    default_code = "import_file_gone"
    default_detail = _("Filen finns inte kvar. Ladda upp den igen.")


class ImportNotReady(APIException):
    status_code = 409
    default_code = "import_not_ready"
    default_detail = _("Filen har inte provats utan fel än.")


class PopulationBandsOverlap(APIException):
    status_code = 400
    default_code = "population_bands_overlap"
    default_detail = _("Åldersgrupperna överlappar varandra.")


class PhotoTooLarge(APIException):
    status_code = 413
    default_code = "photo_too_large"
    default_detail = _("Bilden är för stor: högst 15 megabyte. Skicka den i mindre storlek.")


class PhotoUnsupported(APIException):
    status_code = 400
    default_code = "photo_unsupported"
    default_detail = _("Det är ingen bild som vi kan läsa: skicka JPEG, PNG, WebP eller AVIF.")


class PhotoMislabelled(APIException):
    status_code = 400
    default_code = "photo_mislabelled"
    default_detail = _("Filen är en annan sorts bild än den säger. Spara om den och försök igen.")


class PhotoUnreadable(APIException):
    status_code = 400
    default_code = "photo_unreadable"
    default_detail = _("Bilden är trasig eller bara delvis här. Skicka den en gång till.")


class PhotoAnimated(APIException):
    status_code = 400
    default_code = "photo_animated"
    default_detail = _("Bilden rör sig. Skicka en stillbild.")


class PhotoTooManyPixels(APIException):
    status_code = 400
    default_code = "photo_too_many_pixels"
    default_detail = _("Bilden har för många bildpunkter: högst 52 miljoner.")


class PhotoTooSmall(APIException):
    status_code = 400
    default_code = "photo_too_small"
    default_detail = _("Bilden är för liten: minst 200 bildpunkter hög och bred.")


class PhotoOddShape(APIException):
    status_code = 400
    default_code = "photo_odd_shape"
    default_detail = _("Bilden är för smal: högst tre gånger så lång som bred.")


class TooManyPhotos(APIException):
    status_code = 409
    default_code = "too_many_photos"
    default_detail = _("Det finns redan sex bilder. Ta bort en först.")


class PhotosChanged(APIException):
    status_code = 409
    default_code = "photos_changed"
    default_detail = _("Bilderna har ändrats sedan dess. Läs in dem igen.")
