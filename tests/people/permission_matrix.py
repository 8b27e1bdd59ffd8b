"""The table: every address and every deed, and who may.

An address or a deed that is not here fails the test, and so does a row for one that is gone. The
test calls each of them as each actor:

    visitor                      nobody has logged in
    ROLE                         holds the role for the whole municipality, second factor used
    ROLE without second factor   the same, but logged in without it (staff only)
    ROLE elsewhere               holds the role for a place that the object is not in

What comes out: `passed` (2xx), `sign_in` (401, for a page the way to the log-in), `second_factor`
(403 that says so), `no` (403), `hidden` (404).
"""

from dataclasses import dataclass
from typing import Final

PUBLISHERS: Final = frozenset({"coordinator", "administrator"})
STAFF_OF_SESSIONS: Final = PUBLISHERS | {"leader"}
SEES_COVERAGE: Final = PUBLISHERS | {"analyst", "partner"}
ADMINISTRATORS: Final = frozenset({"administrator"})


@dataclass(frozen=True, slots=True)
class Row:
    """Who passes: everybody, everybody who has logged in (`signed_in`), or those who hold one of
    `roles`; and the same role elsewhere.

    `own` lets in everybody who has logged in as well, but what they ask for here is somebody
    else's: to them it is not there.
    """

    roles: frozenset[str] = frozenset()
    everybody: bool = False
    signed_in: bool = False
    #: What those who have logged in get; of an object that is another's, nothing is said.
    then: str = "passed"
    elsewhere: str = "no"
    nothing_here: bool = False
    #: What comes out for those who hold one of `roles`.
    here: str = "passed"
    own: bool = False
    #: Their role is enough: they are not asked for the second factor.
    asleep: bool = False


def only(roles: frozenset[str], *, elsewhere: str = "no") -> Row:
    return Row(roles=roles, elsewhere=elsewhere)


def hidden_from(roles: frozenset[str]) -> Row:
    """They may do such things, but this one is not theirs."""
    return Row(roles=roles, elsewhere="hidden", here="hidden")


EVERYBODY: Final = Row(everybody=True)
#: Sealed records are sent by whoever has logged in on the phone by then.
ASLEEP: Final = Row(roles=STAFF_OF_SESSIONS, elsewhere="passed", asleep=True)
SIGNED_IN: Final = Row(signed_in=True)
SOMEBODY_ELSES: Final = Row(own=True)
NOTHING_HERE: Final = Row(nothing_here=True)
NOBODY: Final = Row()

API: Final[dict[str, Row]] = {
    "GET /api/v1/me": EVERYBODY,
    "GET /api/v1/me/children": SIGNED_IN,
    "POST /api/v1/me/children": SIGNED_IN,
    "POST /api/v1/me/children/join": SIGNED_IN,
    "POST /api/v1/me/children/<uuid:id>/invitations": Row(signed_in=True, then="hidden"),
    "GET /api/v1/me/data": SIGNED_IN,
    "GET /api/v1/me/dealings": SIGNED_IN,
    "POST /api/v1/me/erase": SIGNED_IN,
    "DELETE /api/v1/me/identities/<str:provider>": Row(signed_in=True, then="hidden"),
    "GET /api/v1/me/notices": SIGNED_IN,
    "PUT /api/v1/me/notices": SIGNED_IN,
    "GET /api/v1/me/sign-ins": SIGNED_IN,
    "POST /api/v1/me/sign-ins/end-others": SIGNED_IN,
    "DELETE /api/v1/me/sign-ins/<str:id>": Row(signed_in=True, then="hidden"),
    "GET /api/v1/areas": EVERYBODY,
    "GET /api/v1/areas/<str:code>": EVERYBODY,
    "GET /api/v1/venues": EVERYBODY,
    "GET /api/v1/venues/<uuid:id>": EVERYBODY,
    "POST /api/v1/venues/<uuid:id>/photos": only(PUBLISHERS),
    "PUT /api/v1/venues/<uuid:id>/photos/order": only(PUBLISHERS),
    "PUT /api/v1/venues/<uuid:id>/photos/<uuid:photo>": only(PUBLISHERS),
    "DELETE /api/v1/venues/<uuid:id>/photos/<uuid:photo>": only(PUBLISHERS),
    "GET /api/v1/venues/<uuid:id>/photos/<uuid:photo>/<str:name>": EVERYBODY,
    "GET /api/v1/basemap": EVERYBODY,
    # For everybody, where an operator has set one: tests/venues/test_basemap.py.
    "GET /api/v1/basemap/tiles/<str:version>/<int:z>/<int:x>/<int:y>": NOTHING_HERE,
    "GET /api/v1/tiles/<int:z>/<int:x>/<int:y>": EVERYBODY,
    "GET /api/v1/sessions": EVERYBODY,
    "GET /api/v1/sessions/facets": EVERYBODY,
    "GET /api/v1/sessions/words": EVERYBODY,
    "GET /api/v1/sessions/<uuid:id>": EVERYBODY,
    "PATCH /api/v1/sessions/<uuid:id>": only(STAFF_OF_SESSIONS),
    "POST /api/v1/sessions/<uuid:id>/cancel": only(STAFF_OF_SESSIONS),
    "GET /api/v1/sessions.ics": EVERYBODY,
    "GET /api/v1/sessions/<uuid:id>.ics": EVERYBODY,
    "GET /api/v1/activities/<uuid:id>.ics": EVERYBODY,
    "GET /api/v1/activities": EVERYBODY,
    "POST /api/v1/activities": only(PUBLISHERS, elsewhere="passed"),
    "GET /api/v1/activities/<uuid:id>": EVERYBODY,
    "PATCH /api/v1/activities/<uuid:id>": only(PUBLISHERS),
    "POST /api/v1/activities/<uuid:id>/publish": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/send-for-review": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/take-back": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/send-back": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/approve": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/archive": only(PUBLISHERS),
    "POST /api/v1/activities/<uuid:id>/reopen": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/activities/<uuid:id>/undo": only(PUBLISHERS),
    "POST /api/v1/activities/<uuid:id>/propose": only(PUBLISHERS),
    "POST /api/v1/activities/<uuid:id>/restore": only(PUBLISHERS),
    "GET /api/v1/activities/<uuid:id>/versions": only(PUBLISHERS),
    "GET /api/v1/activities/<uuid:id>/hints": only(PUBLISHERS),
    "GET /api/v1/activities/<uuid:id>/translations/<str:language>": only(PUBLISHERS),
    "PUT /api/v1/activities/<uuid:id>/translations/<str:language>": only(PUBLISHERS),
    "GET /api/v1/activities/changes": EVERYBODY,
    "POST /api/v1/activities/archive": only(PUBLISHERS, elsewhere="passed"),
    "POST /api/v1/activities/copy": only(PUBLISHERS, elsewhere="passed"),
    "POST /api/v1/activities/undo": only(PUBLISHERS, elsewhere="passed"),
    "POST /api/v1/activities/<uuid:id>/schedules": only(PUBLISHERS),
    "PATCH /api/v1/schedules/<uuid:id>": only(PUBLISHERS),
    "DELETE /api/v1/schedules/<uuid:id>": only(PUBLISHERS),
    "POST /api/v1/schedules/<uuid:id>/exceptions": only(PUBLISHERS),
    "DELETE /api/v1/schedule-exceptions/<uuid:id>": only(PUBLISHERS),
    "POST /api/v1/activities/<uuid:id>/photos": only(PUBLISHERS),
    "PUT /api/v1/activities/<uuid:id>/photos/order": only(PUBLISHERS),
    "PUT /api/v1/activities/<uuid:id>/photos/<uuid:photo>": only(PUBLISHERS),
    "DELETE /api/v1/activities/<uuid:id>/photos/<uuid:photo>": only(PUBLISHERS),
    "GET /api/v1/activities/<uuid:id>/photos/<uuid:photo>/<str:name>": EVERYBODY,
    "GET /api/v1/categories": EVERYBODY,
    "GET /api/v1/organisers": only(PUBLISHERS, elsewhere="passed"),
    "PATCH /api/v1/organisers/<uuid:id>": only(ADMINISTRATORS),
    "GET /api/v1/imports": only(PUBLISHERS, elsewhere="passed"),
    "POST /api/v1/imports": only(PUBLISHERS, elsewhere="passed"),
    "GET /api/v1/imports/kinds": only(PUBLISHERS, elsewhere="passed"),
    "GET /api/v1/imports/templates/<str:name>": only(PUBLISHERS, elsewhere="passed"),
    # Nobody's but one's own: those who may import at all do not find what another uploaded.
    "GET /api/v1/imports/<uuid:id>": hidden_from(PUBLISHERS),
    "POST /api/v1/imports/<uuid:id>/try": hidden_from(PUBLISHERS),
    "POST /api/v1/imports/<uuid:id>/apply": hidden_from(PUBLISHERS),
    "POST /api/v1/imports/<uuid:id>/cancel": hidden_from(PUBLISHERS),
    "GET /api/v1/imports/<uuid:id>/findings": hidden_from(PUBLISHERS),
    "GET /api/v1/municipality": EVERYBODY,
    "GET /api/v1/coverage/areas": only(SEES_COVERAGE, elsewhere="passed"),
    "GET /api/v1/activities/<uuid:id>/rules": EVERYBODY,
    "PATCH /api/v1/activities/<uuid:id>/rules": only(PUBLISHERS),
    "GET /api/v1/sessions/<uuid:id>/bookings": only(STAFF_OF_SESSIONS),
    "POST /api/v1/sessions/<uuid:id>/bookings/cancel": only(PUBLISHERS),
    "POST /api/v1/sessions/<uuid:id>/bookings/undo": only(PUBLISHERS),
    "POST /api/v1/sessions/<uuid:id>/message": only(PUBLISHERS),
    "GET /api/v1/bookings": SIGNED_IN,
    "POST /api/v1/bookings": SIGNED_IN,
    "GET /api/v1/bookings/<uuid:id>": SOMEBODY_ELSES,
    "POST /api/v1/bookings/<uuid:id>/cancel": SOMEBODY_ELSES,
    "POST /api/v1/bookings/<uuid:id>/confirm": SOMEBODY_ELSES,
    "POST /api/v1/bookings/<uuid:id>/accept": SOMEBODY_ELSES,
    "POST /api/v1/bookings/<uuid:id>/decline": SOMEBODY_ELSES,
    "GET /api/v1/bookings/<uuid:id>/ticket": SOMEBODY_ELSES,
    "POST /api/v1/bookings/<uuid:id>/move": only(PUBLISHERS),
    "POST /api/v1/bookings/<uuid:id>/invite": only(PUBLISHERS),
    "GET /api/v1/groups": SIGNED_IN,
    "POST /api/v1/groups": SIGNED_IN,
    "POST /api/v1/groups/join": SIGNED_IN,
    "POST /api/v1/groups/<uuid:id>/book": SOMEBODY_ELSES,
    "POST /api/v1/approvals/read": EVERYBODY,
    "POST /api/v1/approvals/approve": EVERYBODY,
    "POST /api/v1/approvals/decline": EVERYBODY,
    "GET /api/v1/notifications": SIGNED_IN,
    "GET /api/v1/attendance/evening": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "POST /api/v1/attendance/batch": ASLEEP,
    "GET /api/v1/attendance/keys": EVERYBODY,
    "PUT /api/v1/attendance/questions": only(ADMINISTRATORS, elsewhere="passed"),
    "GET /api/v1/attendance/refused": only(PUBLISHERS, elsewhere="passed"),
    "POST /api/v1/attendance/refused/<uuid:id>/handle": only(PUBLISHERS),
    "GET /api/v1/sessions/<uuid:id>/attendance": only(STAFF_OF_SESSIONS),
    "GET /api/v1/sessions/<uuid:id>/leaders": only(STAFF_OF_SESSIONS),
    "POST /api/v1/sessions/<uuid:id>/leaders": only(PUBLISHERS),
    "DELETE /api/v1/sessions/<uuid:id>/leaders/<int:leader>": only(PUBLISHERS),
    "GET /api/v1/leaders": only(PUBLISHERS, elsewhere="passed"),
    "PUT /api/v1/leaders/<uuid:id>/extract": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/bookings/<uuid:id>/emergency-contact": only(STAFF_OF_SESSIONS),
    "GET /api/v1/activities/<uuid:id>/attendance": only(STAFF_OF_SESSIONS),
    "GET /api/v1/tickets/keys": EVERYBODY,
    "GET /api/v1/terms": EVERYBODY,
    "POST /api/v1/terms": only(PUBLISHERS),
    "GET /api/v1/terms/<uuid:id>": EVERYBODY,
    "PATCH /api/v1/terms/<uuid:id>": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/terms/<uuid:id>/courses": only(PUBLISHERS, elsewhere="hidden"),
    "PATCH /api/v1/terms/<uuid:id>/courses/<uuid:course>": only(PUBLISHERS, elsewhere="hidden"),
    "DELETE /api/v1/terms/<uuid:id>/courses/<uuid:course>": only(PUBLISHERS, elsewhere="hidden"),
    "POST /api/v1/terms/<uuid:id>/publish": only(PUBLISHERS, elsewhere="hidden"),
    "GET /api/v1/terms/<uuid:id>/draw": EVERYBODY,
    "POST /api/v1/terms/<uuid:id>/draw": only(PUBLISHERS),
    "GET /api/v1/terms/<uuid:id>/applications": only(PUBLISHERS),
    "GET /api/v1/applications": SIGNED_IN,
    "POST /api/v1/applications": SIGNED_IN,
    "GET /api/v1/applications/<uuid:id>": SOMEBODY_ELSES,
    "PUT /api/v1/applications/<uuid:id>/wishes": SOMEBODY_ELSES,
    "POST /api/v1/applications/<uuid:id>/accept": SOMEBODY_ELSES,
    "POST /api/v1/applications/<uuid:id>/decline": SOMEBODY_ELSES,
    "POST /api/v1/applications/<uuid:id>/withdraw": SOMEBODY_ELSES,
    "POST /api/v1/applications/<uuid:id>/place": only(PUBLISHERS),
    "POST /api/v1/applications/<uuid:id>/remove": only(PUBLISHERS),
    "GET /^api/(?P<path>.*)$": NOTHING_HERE,
}

PAGES: Final[dict[str, Row]] = {
    "GET /": EVERYBODY,
    "GET /sessions/<uuid:id>": EVERYBODY,
    "GET /sessions/<uuid:id>/participants": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "GET /activities/<uuid:id>": EVERYBODY,
    "GET /areas/<str:code>": EVERYBODY,
    "GET /venues/<uuid:id>": EVERYBODY,
    "GET /venues/<uuid:id>/photos": only(PUBLISHERS, elsewhere="passed"),
    "GET /gaps": only(SEES_COVERAGE, elsewhere="passed"),
    "GET /publish": only(PUBLISHERS, elsewhere="passed"),
    "GET /organisers": only(ADMINISTRATORS, elsewhere="passed"),
    "GET /publish/<str:id>": only(PUBLISHERS, elsewhere="passed"),
    "GET /import": only(PUBLISHERS, elsewhere="passed"),
    "GET /publish/<str:id>/translate": only(PUBLISHERS, elsewhere="passed"),
    "GET /publish/<str:id>/times": only(PUBLISHERS, elsewhere="passed"),
    "GET /publish/<str:id>/preview": only(PUBLISHERS, elsewhere="passed"),
    "GET /publish/<str:id>/phone": only(PUBLISHERS, elsewhere="passed"),
    "GET /publish/copy": only(PUBLISHERS, elsewhere="passed"),
    "GET /login": EVERYBODY,
    "GET /signup": EVERYBODY,
    "GET /account": EVERYBODY,
    "GET /account/privacy": EVERYBODY,
    "GET /me": SIGNED_IN,
    "GET /me/children": SIGNED_IN,
    "GET /me/notices": SIGNED_IN,
    "GET /approve": EVERYBODY,
    "GET /terms": EVERYBODY,
    "GET /terms/<uuid:id>": EVERYBODY,
    "GET /about": EVERYBODY,
    "GET /saved": EVERYBODY,
    "GET /privacy": EVERYBODY,
    "GET /accessibility": EVERYBODY,
    "GET /sitemap.xml": EVERYBODY,
    "GET /sitemap-<str:section>.xml": EVERYBODY,
    "GET /robots.txt": EVERYBODY,
    "GET /.well-known/security.txt": EVERYBODY,
    "GET /manifest.webmanifest": EVERYBODY,
    "GET /^(?P<path>.*)$": NOTHING_HERE,
}

SOCKETS: Final[dict[str, Row]] = {
    "/ws/v1/sessions/<uuid:session_id>/seats": EVERYBODY,
    "/ws/v1/sessions/<uuid:session_id>/attendance": only(STAFF_OF_SESSIONS),
    "/ws/v1/bookings": SIGNED_IN,
}

#: Asked without an object: may they do it anywhere at all?
DEEDS: Final[dict[str, Row]] = {
    "account.see_own": EVERYBODY,
    "account.manage_own": SIGNED_IN,
    "notice.choose": SIGNED_IN,
    "activity.read": EVERYBODY,
    "activity.publish": only(PUBLISHERS, elsewhere="passed"),
    "activity.write": only(PUBLISHERS, elsewhere="passed"),
    "area.write": only(ADMINISTRATORS, elsewhere="passed"),
    "attendance.contact": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "attendance.keys": EVERYBODY,
    "attendance.oversee": only(PUBLISHERS, elsewhere="passed"),
    "attendance.register": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "attendance.send": ASLEEP,
    "attendance.set_questions": only(ADMINISTRATORS, elsewhere="passed"),
    "booking.answer_link": EVERYBODY,
    "booking.make": SIGNED_IN,
    "booking.manage": only(PUBLISHERS, elsewhere="passed"),
    "booking.see": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "booking.settle": NOBODY,
    "child.join": SIGNED_IN,
    "child.share": SIGNED_IN,
    "child.add": only(ADMINISTRATORS, elsewhere="passed"),
    "coverage.read": only(SEES_COVERAGE, elsewhere="passed"),
    "import.carry_out": NOBODY,
    "import.write": only(PUBLISHERS, elsewhere="passed"),
    "leader.vet": only(PUBLISHERS, elsewhere="passed"),
    "municipality.read": EVERYBODY,
    "organiser.write": only(ADMINISTRATORS, elsewhere="passed"),
    "notification.deliver": NOBODY,
    "person.create": only(ADMINISTRATORS, elsewhere="passed"),
    "person.erase": only(ADMINISTRATORS, elsewhere="passed"),
    "person.export": only(ADMINISTRATORS, elsewhere="passed"),
    "person.protect": only(ADMINISTRATORS, elsewhere="passed"),
    "retention.apply": NOBODY,
    "role.grant": only(ADMINISTRATORS, elsewhere="passed"),
    "role.revoke": only(ADMINISTRATORS, elsewhere="passed"),
    "session.assign": only(PUBLISHERS, elsewhere="passed"),
    "session.materialise": only(ADMINISTRATORS, elsewhere="passed"),
    "session.write": only(STAFF_OF_SESSIONS, elsewhere="passed"),
    "term.apply": SIGNED_IN,
    "term.manage": only(PUBLISHERS, elsewhere="passed"),
    "term.read": EVERYBODY,
    "term.settle": NOBODY,
    "term.write": only(PUBLISHERS, elsewhere="passed"),
    "ticket.keys": EVERYBODY,
    "venue.read": EVERYBODY,
    "venue.write": only(PUBLISHERS, elsewhere="passed"),
}

#: The exports: copies of what is held. Of oneself, everybody who has logged in; of somebody else:
EXPORTS: Final[dict[str, Row]] = {
    "export_person": only(ADMINISTRATORS),
    "erase_person": only(ADMINISTRATORS),
}


@dataclass(frozen=True, slots=True)
class LogIn:
    """What a log-in address of django-allauth answers when nothing is sent to it.

    400: it would have wanted something. 401: log in first. 404: nothing there. 409: nothing was
    begun that could go on. The log-ins themselves are tested in test_logging_in.py.
    """

    visitor: int
    signed_in: int


_B: Final = "/_allauth/browser/v1"
LOG_IN: Final[dict[str, LogIn]] = {
    f"GET {_B}/config": LogIn(200, 200),
    f"GET {_B}/auth/session": LogIn(401, 200),
    f"DELETE {_B}/auth/session": LogIn(401, 401),
    f"POST {_B}/auth/reauthenticate": LogIn(401, 400),
    f"POST {_B}/auth/code/confirm": LogIn(409, 409),
    f"POST {_B}/auth/password/request": LogIn(400, 400),
    f"GET {_B}/auth/password/reset": LogIn(400, 400),
    f"POST {_B}/auth/password/reset": LogIn(400, 400),
    f"POST {_B}/auth/login": LogIn(400, 400),
    f"POST {_B}/auth/signup": LogIn(400, 400),
    f"GET {_B}/auth/email/verify": LogIn(409, 409),
    f"POST {_B}/auth/email/verify": LogIn(409, 409),
    f"POST {_B}/auth/email/verify/resend": LogIn(409, 409),
    f"POST {_B}/auth/phone/verify": LogIn(409, 409),
    f"POST {_B}/auth/phone/verify/resend": LogIn(409, 409),
    f"POST {_B}/auth/code/request": LogIn(400, 400),
    f"POST {_B}/auth/code/resend": LogIn(409, 409),
    f"POST {_B}/account/password/change": LogIn(401, 400),
    f"GET {_B}/account/email": LogIn(401, 200),
    f"POST {_B}/account/email": LogIn(409, 400),
    f"PUT {_B}/account/email": LogIn(401, 400),
    f"PATCH {_B}/account/email": LogIn(401, 400),
    f"DELETE {_B}/account/email": LogIn(401, 400),
    f"GET {_B}/account/phone": LogIn(404, 404),
    f"POST {_B}/account/phone": LogIn(404, 404),
    f"POST {_B}/auth/2fa/authenticate": LogIn(401, 401),
    f"POST {_B}/auth/2fa/reauthenticate": LogIn(401, 400),
    f"GET {_B}/account/authenticators": LogIn(401, 200),
    f"GET {_B}/account/authenticators/totp": LogIn(401, 404),
    f"POST {_B}/account/authenticators/totp": LogIn(401, 400),
    f"DELETE {_B}/account/authenticators/totp": LogIn(401, 200),
    f"GET {_B}/account/authenticators/recovery-codes": LogIn(401, 404),
    f"POST {_B}/account/authenticators/recovery-codes": LogIn(401, 400),
    f"POST {_B}/auth/provider/redirect": LogIn(302, 302),
    f"GET {_B}/auth/provider/signup": LogIn(409, 409),
    f"POST {_B}/auth/provider/signup": LogIn(409, 409),
    f"POST {_B}/auth/provider/token": LogIn(400, 400),
    f"GET {_B}/account/providers": LogIn(401, 200),
    f"DELETE {_B}/account/providers": LogIn(401, 400),
    r"GET /_allauth/oidc/^(?P<provider_id>[^/]+)/login/": LogIn(404, 404),
    r"GET /_allauth/oidc/^(?P<provider_id>[^/]+)/login/callback/": LogIn(404, 404),
    f"GET {_B}/auth/webauthn/login": LogIn(200, 200),
    f"POST {_B}/auth/webauthn/login": LogIn(400, 400),
    f"GET {_B}/auth/webauthn/authenticate": LogIn(401, 401),
    f"POST {_B}/auth/webauthn/authenticate": LogIn(401, 401),
    f"GET {_B}/auth/webauthn/reauthenticate": LogIn(401, 200),
    f"POST {_B}/auth/webauthn/reauthenticate": LogIn(401, 400),
    f"GET {_B}/account/authenticators/webauthn": LogIn(401, 200),
    f"POST {_B}/account/authenticators/webauthn": LogIn(401, 400),
    f"PUT {_B}/account/authenticators/webauthn": LogIn(401, 400),
    f"DELETE {_B}/account/authenticators/webauthn": LogIn(401, 400),
    "GET /^_allauth/(?P<path>.*/account/phone)$": LogIn(404, 404),
}
