"""The pages of the frontend, each address named with its deed.

The addresses repeat the route folders of frontend/src/routes; a test compares the two. Explore,
details and areas are readable before (and without) any script: see `first_views`.
"""

from django.urls import URLPattern, path, re_path

from config.pages.manifest import manifest
from config.pages.views import no_such_page, page

#: Route of the frontend → (Django path, deed).
PAGES: dict[str, tuple[str, str]] = {
    "/": ("", "activity.read"),
    "/sessions/[id]": ("sessions/<uuid:id>", "activity.read"),
    "/sessions/[id]/participants": ("sessions/<uuid:id>/participants", "booking.see"),
    "/activities/[id]": ("activities/<uuid:id>", "activity.read"),
    "/areas/[code]": ("areas/<str:code>", "venue.read"),
    "/venues/[id]": ("venues/<uuid:id>", "venue.read"),
    "/venues/[id]/photos": ("venues/<uuid:id>/photos", "venue.write"),
    "/saved": ("saved", "activity.read"),
    "/gaps": ("gaps", "coverage.read"),
    "/publish": ("publish", "activity.write"),
    "/publish/copy": ("publish/copy", "activity.write"),
    "/publish/[id]": ("publish/<str:id>", "activity.write"),
    "/publish/[id]/translate": ("publish/<str:id>/translate", "activity.write"),
    "/publish/[id]/times": ("publish/<str:id>/times", "activity.write"),
    "/publish/[id]/preview": ("publish/<str:id>/preview", "activity.write"),
    "/publish/[id]/phone": ("publish/<str:id>/phone", "activity.write"),
    "/organisers": ("organisers", "organiser.write"),
    "/import": ("import", "import.write"),
    "/login": ("login", "account.see_own"),
    "/signup": ("signup", "account.see_own"),
    "/account": ("account", "account.see_own"),
    "/account/privacy": ("account/privacy", "account.see_own"),
    "/me": ("me", "booking.make"),
    "/me/children": ("me/children", "booking.make"),
    "/me/notices": ("me/notices", "notice.choose"),
    "/terms": ("terms", "term.read"),
    "/terms/[id]": ("terms/<uuid:id>", "term.read"),
    "/approve": ("approve", "booking.answer_link"),
    "/about": ("about", "municipality.read"),
    "/privacy": ("privacy", "municipality.read"),
    "/accessibility": ("accessibility", "municipality.read"),
}


def page_urls() -> list[URLPattern]:
    pages = [
        path(address, page, {"route": route, "deed": deed}, name=f"page {route}")
        for route, (address, deed) in PAGES.items()
    ]
    return [
        *pages,
        path("manifest.webmanifest", manifest, name="manifest"),
        re_path(r"^(?P<path>.*)$", no_such_page, name="page none"),
    ]
