"""The web app manifest: what makes Nära a thing to install, in the reader's language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from config.pages.views import reader_language

FIELD = "#0b4a46"
GROUND = "#edf4f0"
ICONS = [
    {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
    {"src": "/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
    {"src": "/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
    {"src": "/icon-mask-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
]


def _manifest(language: str) -> dict[str, Any]:
    shortcuts = [
        (_("Ikväll"), "/?window=tonight"),
        (_("I helgen"), "/?window=weekend"),
    ]
    return {
        "id": "/",
        "name": _("Nära: vad händer i %(place)s?") % {"place": settings.NARA_MUNICIPALITY_NAME},
        "short_name": "Nära",
        "description": _("Fritid för unga, nära dig."),
        "lang": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": FIELD,
        "background_color": GROUND,
        "icons": ICONS,
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }


def manifest(request: HttpRequest) -> JsonResponse:
    """The same for everybody who reads the same language."""
    language = reader_language(request)
    with translation.override(language):
        answer = JsonResponse(_manifest(language), content_type="application/manifest+json")
    patch_cache_control(answer, public=True, max_age=3600)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer
