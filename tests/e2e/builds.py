"""A next version of the built frontend: other file names, another version, none of the old."""

import re
import shutil
from pathlib import Path

#: What Vite puts into the names of files: their content, in eight signs.
_NAMED = re.compile(r"^(?P<stem>.*?)(?P<hash>[\w-]{8})(?P<end>\.(js|css|woff2))$")
_TEXTS = (".js", ".css", ".html", ".json")
_ZIPPED = (".br", ".gz")


def version_of(build: Path) -> str:
    """The version that a build says it is."""
    found = re.search(r'version: "(\d+)"', (build / "200.html").read_text())
    assert found, "the shell does not say its version"
    return found[1]


def next_build(build: Path, folder: Path) -> Path:
    """A copy of `build` in `folder` as if the frontend had been built again after a change."""
    shutil.copytree(build, folder, ignore=lambda _, names: [n for n in names if n[-3:] in _ZIPPED])
    old, new = version_of(build), str(int(version_of(build)) + 1)
    names = {old: new}
    for path in [*folder.glob("_app/immutable/**/*")]:
        named = _NAMED.match(path.name)
        if path.is_file() and named:
            other = f"{named['stem']}{named['hash'][::-1]}{named['end']}"
            names[path.name] = other
            path.rename(path.with_name(other))
    pattern = re.compile("|".join(re.escape(name) for name in names))
    for path in folder.rglob("*"):
        if path.suffix in _TEXTS:
            text = path.read_text()
            path.write_text(pattern.sub(lambda found: names[found[0]], text))
    return folder
