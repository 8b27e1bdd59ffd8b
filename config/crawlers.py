"""What programs look for at fixed addresses: the sitemap, robots.txt and security.txt.

Only what everybody may see is listed. The pages have one address for all languages (the reader's
choice is kept on the device), so no alternates are named.
"""

import datetime
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from activities.models import Activity, Session
from venues.models import Area

#: Addresses in one file; the protocol allows 50,000 (sitemaps.org).
PER_FILE = 10_000
PLAIN = "text/plain; charset=utf-8"
#: A month: RFC 9116 asks for less than a year, and every answer renews it.
SECURITY_TXT_HOLDS = datetime.timedelta(days=30)


class Pages(Sitemap):  # type: ignore[type-arg]  # generic for the type checker alone
    """Addresses at NARA_ORIGIN, whatever name the request came in by."""

    limit = PER_FILE
    protocol = urlsplit(settings.NARA_ORIGIN).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.NARA_ORIGIN).netloc


class FixedPages(Pages):
    """The pages that are always there."""

    def items(self) -> Iterable[str]:
        return ["/", "/about", "/privacy", "/accessibility"]

    def location(self, item: str) -> str:
        return item


class ActivityPages(Pages):
    """Published activities."""

    def items(self) -> QuerySet[Any]:
        found = Activity.objects.published().annotate(changed=F("changed_at"))
        return found.order_by("created_at", "id").values_list("id", "changed")

    def location(self, item: tuple[Any, Any]) -> str:
        return f"/activities/{item[0]}"

    def lastmod(self, item: tuple[Any, Any]) -> Any:
        return item[1]

    def get_latest_lastmod(self) -> Any:
        """Asked of the database; Django would read every row for it."""
        return self.items().aggregate(newest=Max("changed"))["newest"]


class SessionPages(ActivityPages):
    """What is on: sessions that are neither over nor called off, soonest first."""

    def items(self) -> QuerySet[Any]:
        shown = Session.objects.shown().filter(status=Session.Status.SCHEDULED)
        found = shown.annotate(changed=Greatest("changed_at", "activity__changed_at"))
        return found.order_by("starts_at", "id").values_list("id", "changed")

    def location(self, item: tuple[Any, Any]) -> str:
        return f"/sessions/{item[0]}"


class AreaPages(Pages):
    """Districts; smaller areas are for statistics."""

    def items(self) -> QuerySet[Any]:
        districts = Area.objects.filter(kind=Area.Kind.DISTRICT).order_by("code")
        return districts.values_list("code", flat=True).distinct()

    def location(self, item: str) -> str:
        return f"/areas/{item}"


#: The sections of the sitemap, by the name in their address.
SECTIONS: Final[dict[str, type[Pages]]] = {
    "pages": FixedPages,
    "areas": AreaPages,
    "activities": ActivityPages,
    "sessions": SessionPages,
}


def files(request: HttpRequest) -> Any:
    """The sitemap's files. Django calls them by the name that the request came in by."""
    answer = index(request, sitemaps=dict(SECTIONS), sitemap_url_name="sitemap one")
    for one in (answer.context_data or {})["sitemaps"]:
        there = urlsplit(one.location)
        one.location = _origin() + there._replace(scheme="", netloc="").geturl()
    return answer


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but the log-in's own addresses."""
    lines = ["User-agent: *", "Disallow: /_allauth/", "", f"Sitemap: {_origin()}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116); 404 when the municipality has not said."""
    if not settings.NARA_SECURITY_CONTACT:
        raise Http404
    until = (timezone.now() + SECURITY_TXT_HOLDS).astimezone(datetime.UTC)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {settings.NARA_SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {_origin()}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


def _origin() -> str:
    return settings.NARA_ORIGIN.rstrip("/")


def crawler_urls() -> list[URLPattern]:
    kept = cache_control(public=True, max_age=3600)
    sections: dict[str, Any] = {"sitemaps": SECTIONS}
    return [
        path("sitemap.xml", kept(files), name="sitemap"),
        path("sitemap-<str:section>.xml", kept(sitemap), sections, name="sitemap one"),
        path("robots.txt", robots, name="robots"),
        path(".well-known/security.txt", security, name="security"),
    ]
