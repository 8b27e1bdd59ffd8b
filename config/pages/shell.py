"""The built shell of the frontend, and how a request fills it.

The shell is one static file. What belongs to a request goes in at three marks: the language of the
page, what stands between the `head` marks, and what stands between the `first` marks. Its own
scripts are allowed by their hashes; what is filled in holds data only, never a script that runs.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from rest_framework.utils.encoders import JSONEncoder

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_LANGUAGE = '<html lang="sv" dir="ltr">'
_HEAD = re.compile(r"<!--head-->.*?<!--/head-->", re.DOTALL)
_FIRST = re.compile(r"<!--first-->.*?<!--/first-->", re.DOTALL)
#: Characters that end a script element or begin a comment in it, and their escapes in JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Shell:
    """The file as it was built."""

    html: str
    #: CSP sources for its inline scripts.
    hashes: tuple[str, ...]

    def filled(self, language: str, head: str = "", first: str = "") -> str:
        """The page: in a language, with its head and its first view; both are markup."""
        direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
        html = self.html.replace(_LANGUAGE, f'<html lang="{language}" dir="{direction}">', 1)
        if head:
            html = _HEAD.sub(lambda _: head, html, count=1)
        return _FIRST.sub(lambda _: first, html, count=1) if first else html


@lru_cache(maxsize=2)
def _read(path: Path, changed: float) -> Shell:
    html = path.read_text(encoding="utf-8")
    digests = (hashlib.sha256(s.encode()).digest() for s in _INLINE_SCRIPT.findall(html))
    return Shell(html, tuple(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests))


def shell() -> Shell:
    """The shell on the disk. Raises FileNotFoundError when the frontend is not built."""
    path: Path = settings.NARA_FRONTEND_DIR / "200.html"
    return _read(path, path.stat().st_mtime)


def json_element(data: Any, *, kind: str, id: str = "") -> SafeString:
    """`data` in a script element that no browser runs, whatever texts it holds."""
    text = json.dumps(data, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))
    name = format_html(' id="{}"', id) if id else ""
    safe = mark_safe(text.translate(_ESCAPES))  # noqa: S308  (the escapes leave nothing to end it)
    return format_html('<script type="{}"{}>{}</script>', kind, name, safe)
