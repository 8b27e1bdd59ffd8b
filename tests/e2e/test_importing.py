"""Sara uploads a file with a fault, reads what is wrong, uploads the right one; it is found."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, StorageState, expect

from tests.e2e.looks import go, settled
from tests.e2e.visits import Visit
from tests.town import STOCKHOLM

#: Different in each run of a journey, so that it is never found from an earlier one.
TITLE = f"Schack i parken {int(time.time()) % 10_000}"
COLUMNS = {
    "external_id": f"e2e:{TITLE}",
    "category": "culture_games",
    "organiser": "Parkens schackklubb",
    "mode": "drop_in",
    "age_from": "10",
    "age_to": "19",
    "Rubrik": TITLE,
    "summary_sv": "Ta med en vän.",
    "status": "published",
    "venue": "example:skogasparken",
    "starts": "16:00",
    "ends": "18:00",
    "capacity": "20",
}
SECONDS_TO_BE_FOUND = 30


def table(folder: Path, name: str, **changes: str) -> Path:
    """A file with one activity a week from tomorrow on."""
    tomorrow = datetime.datetime.now(STOCKHOLM).date() + datetime.timedelta(days=1)
    when = {"weekday": str(tomorrow.isoweekday()), "first_date": tomorrow.isoformat()}
    row = COLUMNS | when | changes
    path = folder / name
    path.write_text(f"{';'.join(row)}\n{';'.join(row.values())}\n", encoding="utf-8")
    return path


def wait_for_the_report(page: Page) -> None:
    expect(page.get_by_role("heading", name="Resultat")).to_be_visible()


def found_in_explore(page: Page) -> bool:
    go(page, f"/?q={TITLE.replace(' ', '+')}")
    settled(page)
    return page.get_by_role("link", name=TITLE).count() > 0


def test_a_faulty_file_is_put_right_and_what_it_holds_is_found(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState], tmp_path: Path
) -> None:
    sara = visit(storage_state=signed_in("sara"))
    page = sara.page
    go(page, "/import")
    page.get_by_label("Vad vill du importera?").select_option(label="Aktiviteter")
    page.get_by_label("Fil", exact=True).set_input_files(table(tmp_path, "fel.csv", ends="15:00"))
    page.get_by_role("button", name="Prova filen").click()

    wait_for_the_report(page)
    expect(page.get_by_text("Något i filen behöver rättas")).to_be_visible()
    expect(page.get_by_role("cell", name="En kolumn som behövs saknas.")).to_be_visible()
    page.get_by_label("Rubrik på svenska").select_option(label="Rubrik")
    page.get_by_label("Lägg till arrangörer som inte finns").check()
    page.get_by_role("button", name="Prova igen").click()
    expect(page.get_by_role("cell", name="Slutet kommer före början.")).to_be_visible()
    expect(page.get_by_role("button", name="Importera på riktigt")).to_have_count(0)

    page.get_by_label("Fil", exact=True).set_input_files(table(tmp_path, "ratt.csv"))
    page.get_by_role("button", name="Prova filen").click()
    wait_for_the_report(page)
    page.get_by_label("Rubrik på svenska").select_option(label="Rubrik")
    page.get_by_label("Lägg till arrangörer som inte finns").check()
    page.get_by_role("button", name="Prova igen").click()
    expect(page.get_by_text("Filen är rätt. Inget är ändrat än.")).to_be_visible()
    page.get_by_role("button", name="Importera på riktigt").click()
    expect(page.get_by_text("Klart. Filen är importerad.")).to_be_visible()

    amina = visit()
    until = time.monotonic() + SECONDS_TO_BE_FOUND
    while not found_in_explore(amina.page):
        assert time.monotonic() < until, "imported, but not found"
        time.sleep(1)
