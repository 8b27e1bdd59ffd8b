"""Every address, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.crawlers import crawler_urls
from config.pages import page_urls
from config.problems import no_such_address
from people.api.log_in import passkey_log_in, request_code

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("people.api.urls")),
    path("api/v1/", include("venues.api.urls")),
    path("api/v1/", include("activities.api.urls")),
    path("api/v1/", include("outreach.api.urls")),
    re_path(r"^api/(?P<path>.*)$", no_such_address, name="api none"),
    # A number is given when the account is made; changing it here is not offered.
    re_path(r"^_allauth/(?P<path>.*/account/phone)$", no_such_address, name="no telephone"),
    path("_allauth/browser/v1/auth/webauthn/login", passkey_log_in, name="passkey log-in"),
    path("_allauth/browser/v1/auth/code/request", request_code, name="request code"),
    path("_allauth/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    *crawler_urls(),
    *page_urls(),
]
handler404 = "config.problems.not_found"
handler500 = "config.problems.server_error"
