"""Every page there is, with an address to open it at and somebody who may."""

from config.pages import PAGES
from tests.e2e.open_night import OpenNight

#: Who opens a page that is not for everybody.
OPENED_BY = {
    "/gaps": "anders",
    "/sessions/[id]/participants": "sara",
    "/venues/[id]/photos": "sara",
    "/publish": "sara",
    "/import": "sara",
    "/organisers": "astrid",
    "/publish/copy": "sara",
    "/publish/[id]": "sara",
    "/publish/[id]/translate": "sara",
    "/publish/[id]/times": "sara",
    "/publish/[id]/preview": "sara",
    "/publish/[id]/phone": "sara",
    "/terms/[id]": "kim",
    "/account": "leo",
    "/account/privacy": "amina",
    "/me": "amina",
    "/me/children": "samira",
    "/me/notices": "amina",
}
#: Not a route of its own: what everybody gets who follows an old link.
MISSING = "an address that is not there"
EVERY_PAGE = (*PAGES, MISSING)


def address(route: str, night: OpenNight) -> str:
    """Where a route of config/pages is opened; a new one without an address fails here."""
    known = {
        "/sessions/[id]": f"/sessions/{night.session}",
        "/sessions/[id]/participants": f"/sessions/{night.full}/participants",
        "/activities/[id]": f"/activities/{night.activity}",
        "/areas/[code]": "/areas/0126-skogas",
        "/venues/[id]": f"/venues/{night.place}",
        "/venues/[id]/photos": f"/venues/{night.place}/photos",
        "/publish/copy": f"/publish/copy?ids={night.activity}",
        "/publish/[id]": f"/publish/{night.activity}",
        "/publish/[id]/translate": f"/publish/{night.activity}/translate?to=ar",
        "/publish/[id]/times": f"/publish/{night.activity}/times",
        "/publish/[id]/preview": f"/publish/{night.activity}/preview",
        "/publish/[id]/phone": f"/publish/{night.activity}/phone?lang=sv&theme=light",
        "/terms/[id]": f"/terms/{night.term}",
        MISSING: "/finns-inte-langre",
    }
    found = known.get(route, route)
    assert "[" not in found, f"{route} is new: say in every_page.py at which address to open it"
    return found
