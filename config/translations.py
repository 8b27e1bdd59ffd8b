"""The server side's texts: Swedish in the code, one catalogue for each further language.

What is to be translated is read off the code and the templates by Babel, so no tool outside Python
is needed. `problems` tells what is wrong with the catalogues; `update` brings them up to date.
"""

import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOMS: Final = ("people", "venues", "activities", "outreach", "config")
KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
#: Texts that are the same in Swedish and another language, and why that is right.
SAME_IN: Final = {
    "en": frozenset({"RegSO", "DeSO", "Park", "Person"}),
    "ar": frozenset({"RegSO", "DeSO"}),
}
#: A call in what Django's `templatize` makes of a template.
CALL: Final = re.compile(r"""n?p?gettext\(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")[^)]*\)""")
HEAD: Final = "# The server side's texts; the code holds them in Swedish."
#: Lines of a catalogue's head that say nothing, or would change without a change.
NOISE: Final = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
    rb"|Last-Translator|Language-Team|Generated-By):.*\n",
    re.MULTILINE,
)
PLACEHOLDER: Final = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The languages that need a catalogue: all but the one the code is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        code = (path for path in (root / room).rglob("*.py") if "migrations" not in path.parts)
        words = (path for path in (root / room).glob("templates/**/*") if path.is_file())
        yield from sorted([*code, *words])


def _as_python(path: Path) -> bytes:
    """The file as Python: of a template, the calls that Django would make of it."""
    text = path.read_text()
    if path.suffix != ".py":
        text = "\n".join(CALL.findall(templatize(text)))
    return text.encode()


def wanted(root: Path | None = None) -> Catalog:
    """Every text that the code shows to people, with the files it stands in."""
    found = Catalog()
    base = root or Path(settings.BASE_DIR)
    for path in _sources(base):
        place = path.relative_to(base).as_posix()
        source = io.BytesIO(_as_python(path))
        for _line, text, comments, context in extract("python", source, KEYWORDS, ["Translators:"]):
            found.add(text, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """The catalogue of a language as it is; an empty one where there is none."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """All forms of a text or a translation: one, or one for each number."""
    return [text or ""] if text is None or isinstance(text, str) else [*text]


def _about(message: Message, language: str) -> Iterator[str]:
    """What is wrong with one translation."""
    texts, translations = _forms(message.id), _forms(message.string)
    if not all(translations):
        yield "missing"
        return
    if message.fuzzy:
        yield "fuzzy: look at it and remove the mark"
    allowed = set(PLACEHOLDER.findall(texts[-1]))
    if set(PLACEHOLDER.findall(translations[-1])) != allowed:
        yield f"has other placeholders than {sorted(allowed)}"
    if translations[0] == texts[0] and texts[0] not in SAME_IN.get(language, frozenset()):
        yield "is the Swedish text"


def problems(language: str, root: Path | None = None) -> list[str]:
    """Everything that is wrong with the catalogue of a language, one line each."""
    have, want = read(language), wanted(root)
    found = []
    for message in want:
        if not message.id:
            continue
        translated = have.get(message.id, message.context)
        place = message.locations[0][0] if message.locations else ""
        what = ["missing"] if translated is None else list(_about(translated, language))
        found += [f"{language}: {message.id!r} ({place}): {one}" for one in what]
    known = {(message.id, message.context) for message in want}
    extra = [
        message.id for message in have if message.id and (message.id, message.context) not in known
    ]
    found += [f"{language}: {text!r}: obsolete, nothing shows it" for text in extra]
    found += [f"{language}: {key!r}: obsolete, nothing shows it" for key in have.obsolete]
    return found


def compile_catalogue(language: str) -> None:
    """Make the compiled catalogue that the running product reads."""
    out = io.BytesIO()
    write_mo(out, read(language))
    path = catalogue_path(language).with_suffix(".mo")
    if not path.exists() or path.read_bytes() != out.getvalue():
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_bytes(out.getvalue())
        whole.replace(path)  # a process that reads it sees the old one or the new one


def update(language: str) -> int:
    """Bring a catalogue up to date with the code and compile it; how many texts it lacks now.

    Keeps every translation that is still shown, removes the others, adds an empty one for each
    new text. Nothing is guessed from similar texts.
    """
    old, new = read(language), Catalog(locale=language, fuzzy=False, header_comment=HEAD)
    for message in wanted():
        if message.id:
            known = old.get(message.id, message.context)
            string = known.string if known is not None else None
            new.add(message.id, string, sorted(set(message.locations)), context=message.context)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, new, sort_output=True, width=100, include_lineno=False)
    path.write_bytes(NOISE.sub(b"", out.getvalue()))
    compile_catalogue(language)
    return len([one for one in new if one.id and not all(_forms(one.string))])
