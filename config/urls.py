"""Every address, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.crawlers import crawler_urls
from config.pages import page_urls
from config.problems import no_such_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("people.api.urls")),
    path("api/v1/", include("venues.api.urls")),
    path("api/v1/", include("activities.api.urls")),
    path("api/v1/", include("outreach.api.urls")),
    re_path(r"^api/(?P<path>.*)$", no_such_address, name="api none"),
    # Nobody logs in by telephone here, and half a feature of a library is no feature.
    re_path(r"^_allauth/(?P<path>.*/phone(/.*)?)$", no_such_address, name="no telephone"),
    path("_allauth/", include("allauth.headless.urls")),
    *crawler_urls(),
    *page_urls(),
]
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"
