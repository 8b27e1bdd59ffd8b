"""The built files arrive in a browser as they lie on the disk, and may be kept."""

import hashlib

from playwright.sync_api import Page

from tests.e2e.looks import go
from tests.real_product import frontend_folder

#: Fetched by the page itself: a browser reads compressed answers in its own way.
FETCHED = """async addresses => {
    const read = async address => {
        const answer = await fetch(address, {cache: 'no-store'});
        const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
        const hex = [...new Uint8Array(digest)].map(one => one.toString(16).padStart(2, '0'));
        return [address, [answer.status, hex.join(''), answer.headers.get('Cache-Control')]];
    };
    return Object.fromEntries(await Promise.all(addresses.map(read)));
}"""


def test_every_file_arrives_whole(page: Page) -> None:
    folder = frontend_folder()
    files = {
        f"/{path.relative_to(folder)}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz", ".html")
    }
    go(page, "/about")
    found = page.evaluate(FETCHED, list(files))
    broken = [name for name, digest in files.items() if found[name][:2] != [200, digest]]
    assert not broken, f"{len(broken)} of {len(files)} files arrive broken: {broken[:5]}"
    fleeting = [
        name
        for name in files
        if name.startswith("/_app/immutable/") and "immutable" not in found[name][2]
    ]
    assert not fleeting, f"fetched again on every visit: {fleeting[:5]}"
