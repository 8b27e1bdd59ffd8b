"""How long browsers may keep the files of the frontend."""

from collections.abc import MutableMapping

#: Vite names these after their content: another content is another address.
IMMUTABLE = "/_app/immutable/"
ONE_YEAR = "public, max-age=31536000, immutable"


def cache_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """What is named after its content is kept; the rest keeps ServeStatic's one minute."""
    if url.startswith(IMMUTABLE):
        headers["Cache-Control"] = ONE_YEAR
