"""The code that an example log-in needs right now: from the second factor, a mail or an SMS."""

import base64
import hashlib
import hmac
import re
import struct
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

STEP_SECONDS = 30
DIGITS = 6
#: A code stands on a line of its own: letters and digits, perhaps with dashes between.
_CODE_LINE = re.compile(r"^\s*([A-Z0-9]{2,}(?:-[A-Z0-9]{2,})*)\s*$", re.MULTILINE)
#: The last line of an SMS with a code, which telephones read as well.
_SMS_CODE = re.compile(r"^@\S+ #(\S+)\s*\Z", re.MULTILINE)
#: What Django's file backend writes between two mails of one file.
_BETWEEN = b"\n" + b"-" * 79 + b"\n"


def totp(secret: str, at: float) -> str:
    """The six digits that `secret` (base32) gives at a time in seconds since 1970 (RFC 6238)."""
    counter = struct.pack(">Q", int(at) // STEP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def mailed(address: str, folder: Path) -> str | None:
    """The code in the latest mail to `address` among the mails that Django wrote to `folder`."""
    newest_first = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first:
        for raw in reversed(path.read_bytes().split(_BETWEEN)):
            code = _code_for(address, raw)
            if code:
                return code
    return None


def _code_for(address: str, raw: bytes) -> str | None:
    mail = message_from_bytes(raw.lstrip(), policy=policy.default)
    if not isinstance(mail, EmailMessage) or address not in str(mail["To"] or "").lower():
        return None
    body = mail.get_body(("plain",))
    found = _CODE_LINE.search(body.get_content()) if body else None
    return found.group(1) if found else None


def texted(number: str, folder: Path) -> str | None:
    """The code in the latest SMS to `number` (E.164) among those that `FileSms` wrote."""
    for path in sorted(folder.glob("*.txt"), key=lambda one: one.stat().st_mtime_ns, reverse=True):
        text = path.read_text(encoding="utf-8")
        found = _SMS_CODE.search(text)
        if found and text.startswith(f"To: {number}\n"):
            return found.group(1)
    return None
