"""How long browsers may keep the files of the frontend, and how safely.

Files are answered before any other middleware, on the event loop, without a thread: what the other
middleware would add for safety is added here.
"""

from collections.abc import MutableMapping

from csp.utils import build_policy
from django.conf import settings

#: Vite names these after their content: another content is another address.
IMMUTABLE = "/_app/immutable/"
ONE_YEAR = "public, max-age=31536000, immutable"
#: A browser looks at these again each time: an old one would keep an old Nära.
ALWAYS_ASKED = ("/service-worker.js", "/_app/version.json")


def cache_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """What is named after its content is kept; the rest keeps ServeStatic's one minute."""
    if url.startswith(IMMUTABLE):
        headers["Cache-Control"] = ONE_YEAR
    elif url in ALWAYS_ASKED:
        headers["Cache-Control"] = "no-cache"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    headers["Content-Security-Policy"] = build_policy()
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
