"""A coordinator uploads a file: it is tried first, told what is wrong, and imported when right."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from people.actors import system
from people.errors import NotPermitted
from people.models import AuditEntry, RoleGrant
from people.retention import apply_retention, erase_person, export_person
from tests.browsing import API, get, problem, rows, send, signed_in, wrong_names
from tests.named_people import AMINA, GUNILLA, SARA, TESTS, acting, make
from tests.town import build_town, in_area
from tests.venues.importing.test_import_venues import HEADER, a_row
from venues.carrying_out import carry_out
from venues.models import Area, Upload, UploadPart, Venue
from venues.tasks import forget_uploads, run_upload
from venues.uploading import apply_upload, try_again, upload_file

pytestmark = pytest.mark.django_db
WORKER = system("worker")


def csv(*lines: list[str]) -> bytes:
    return "\n".join(";".join(line) for line in [HEADER, *lines]).encode()


def quoted(line: list[str]) -> list[str]:
    """Opening hours hold a `;`, so the cells are quoted."""
    return [f'"{cell}"' for cell in line]


GOOD = csv(quoted(a_row("1")), quoted(a_row("2", 500)))
BAD = csv(quoted(a_row("1")), quoted(a_row("2", kind="krog")))


@pytest.fixture
def sara() -> Client:
    build_town()
    return signed_in(make(SARA))


def post(client: Client, content: bytes = GOOD, *, name: str = "hus.csv", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(f"{API}/imports", {"kind": "venues", "file": file, **more})


def work() -> None:
    """What the worker does with the jobs that wait."""
    for job in ProcrastinateJob.objects.filter(task_name=run_upload.name).order_by("id"):
        run_upload(job.args["upload_id"])


def uploaded(client: Client, content: bytes = GOOD, **more: str) -> dict[str, Any]:
    """The import after the worker has tried it."""
    answer = post(client, content, **more)
    assert answer.status_code == 201, answer.content
    work()
    return get(f"/imports/{answer.json()['id']}", client)


def test_a_good_file_is_tried_and_then_imported(sara: Client) -> None:
    first = post(sara).json()
    assert (first["state"], first["trial"], first["report"]) == ("waiting", True, None)
    work()
    tried = get(f"/imports/{first['id']}", sara)
    assert (tried["state"], tried["may_apply"]) == ("done", True)
    assert (tried["report"]["added"], tried["report"]["written"]) == (2, False)
    assert not Venue.objects.exists()
    asked = send(sara, "POST", f"/imports/{first['id']}/apply")
    assert (asked.status_code, asked.json()["state"]) == (200, "waiting")
    work()
    done = get(f"/imports/{first['id']}", sara)
    assert (done["report"]["added"], done["report"]["written"]) == (2, True)
    assert done["may_apply"] is False
    assert Venue.objects.count() == 2
    assert not UploadPart.objects.exists(), "the file goes as soon as it is imported"
    again = send(sara, "POST", f"/imports/{first['id']}/apply")
    problem(again, 409, "import_file_gone")


def test_what_is_wrong_is_told_by_row_and_column_in_the_readers_language(sara: Client) -> None:
    tried = uploaded(sara, BAD)
    assert tried["may_apply"] is False
    (finding,) = tried["report"]["findings"]
    assert (finding["row"], finding["column"], finding["value"]) == (3, "kind", "krog")
    assert finding["what"] == "Värdet är inget av dem som går att välja."
    told = sara.get(f"{API}/imports/{tried['id']}", headers={"Accept-Language": "ar"}).json()
    assert told["report"]["findings"][0]["what"].startswith("القيمة")
    problem(send(sara, "POST", f"/imports/{tried['id']}/apply"), 409, "import_not_ready")
    kept = send(sara, "POST", f"/imports/{tried['id']}/try", {"keep_good_rows": True})
    assert kept.status_code == 200
    work()
    assert get(f"/imports/{tried['id']}", sara)["may_apply"] is True


def test_other_headings_are_fitted_without_a_second_upload(sara: Client) -> None:
    other = GOOD.replace(b"name;", b"Namn;", 1)
    tried = uploaded(sara, other)
    assert {one["code"] for one in tried["report"]["findings"]} == {
        "missing_column",
        "unknown_column",
    }
    assert "Namn" in tried["report"]["headings"]
    send(sara, "POST", f"/imports/{tried['id']}/try", {"columns": {"name": "Namn"}})
    work()
    assert get(f"/imports/{tried['id']}", sara)["report"]["added"] == 2


def test_options_that_the_kind_does_not_have_are_refused_by_name(sara: Client) -> None:
    answer = post(sara, options=json.dumps({"add_organisers": True, "colour": "red"}))
    assert wrong_names(answer) == ["options.add_organisers", "options.colour"]
    assert wrong_names(post(sara, options="[")) == ["options"]
    assert wrong_names(post(sara, options="[]")) == ["options"]
    assert wrong_names(post(sara, name="hus.pdf")) == ["file"]
    assert wrong_names(post(sara, kind="people")) == ["kind"]
    assert wrong_names(post(sara, extra="1")) == ["extra"]
    assert not Upload.objects.exists()


def test_a_source_that_is_needed_is_asked_for(sara: Client) -> None:
    gunilla = signed_in(make(GUNILLA))
    assert wrong_names(post(gunilla, kind="population")) == ["options.source"]


def test_a_file_that_is_too_large_is_refused(sara: Client, settings: Settings) -> None:
    settings.NARA_IMPORT_MAX_MB = 0
    problem(post(sara), 413, "upload_too_large")
    settings.NARA_IMPORT_MAX_MB = 1
    problem(post(sara, b"x" * (3 << 20)), 413, "upload_too_large")
    assert not Upload.objects.exists()


def test_a_coordinator_of_a_part_of_town_imports_there_only() -> None:
    town = build_town()
    sara = signed_in(make(SARA, scope=in_area(town.skogas_west)))
    tried = uploaded(sara)
    (finding,) = tried["report"]["findings"]
    assert (finding["row"], finding["code"]) == (3, "not_permitted")
    assert (tried["report"]["added"], tried["may_apply"]) == (1, False)


def test_areas_are_for_administrators(sara: Client) -> None:
    answer = post(sara, b"{}", name="a.geojson", kind="areas")
    problem(answer, 403, "not_permitted")
    assert {kind["name"] for kind in get("/imports/kinds", sara)["results"]} == {
        "venues",
        "activities",
    }
    gunilla = signed_in(make(GUNILLA))
    assert len(get("/imports/kinds", gunilla)["results"]) == 6


def test_a_role_that_was_taken_away_imports_nothing(sara: Client) -> None:
    waiting = post(sara).json()["id"]
    RoleGrant.objects.all().delete()
    work()
    upload = Upload.objects.get(pk=waiting)
    assert upload.report is not None
    assert [one["code"] for one in upload.report["findings"]] == ["not_permitted"]
    assert not Venue.objects.exists()


def test_imports_of_others_are_not_found(sara: Client) -> None:
    tried = uploaded(sara)
    gunilla = signed_in(make(GUNILLA))
    assert rows("/imports", gunilla) == []
    assert [row["id"] for row in rows("/imports", sara)] == [tried["id"]]
    problem(gunilla.get(f"{API}/imports/{tried['id']}"), 404, "not_found")
    upload = Upload.objects.get()
    with pytest.raises(NotPermitted):
        apply_upload(upload=upload, by=acting(AMINA))


def test_a_file_that_is_being_read_is_left_alone() -> None:
    build_town()
    sara = acting(SARA)
    upload = upload_file(kind="venues", file_name="a.csv", content=[GOOD], options={}, by=sara)
    answer = send(signed_in(upload.person), "POST", f"/imports/{upload.pk}/try", {})
    problem(answer, 409, "import_busy")
    carry_out(upload=upload, by=WORKER)
    assert carry_out(upload=upload, by=WORKER).state == "done", "a second worker does nothing"
    with pytest.raises(NotPermitted):
        try_again(upload=upload, options={}, by=TESTS)
    assert AuditEntry.objects.filter(deed="import.write").count() == 1


def test_what_nobody_foresaw_is_told_as_failed_and_leaves_nothing(
    sara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object, **more: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("venues.carrying_out._work", breaks)
    assert uploaded(sara)["state"] == "failed"
    assert not Venue.objects.exists()


def test_files_are_forgotten_after_a_day_and_reports_after_the_quarter(
    sara: Client, settings: Settings
) -> None:
    uploaded(sara)
    forget_uploads(0)
    assert UploadPart.objects.count() == 1
    old = timezone.now() - datetime.timedelta(hours=settings.NARA_RETENTION_IMPORT_FILE_HOURS + 1)
    Upload.objects.update(uploaded_at=old)
    assert apply_retention(by=TESTS, dry_run=True)["venues.uploadpart"] == 1
    forget_uploads(0)
    assert (UploadPart.objects.count(), Upload.objects.count()) == (0, 1)
    Upload.objects.update(uploaded_at=timezone.now() - datetime.timedelta(days=91))
    assert apply_retention(by=TESTS, dry_run=True)["venues.upload"] == 1
    assert apply_retention(by=TESTS)["venues.upload"] == 1
    run_upload("00000000-0000-0000-0000-000000000000")


def test_a_person_takes_their_uploads_along_and_away() -> None:
    build_town()
    sara = acting(SARA)
    upload_file(kind="venues", file_name="a.csv", content=[GOOD], options={}, by=sara)
    assert sara.person is not None
    (row,) = export_person(person=sara.person, by=sara)["venues.upload"]
    assert (row["file_name"], row["kind"]) == ("a.csv", "venues")
    assert erase_person(person=sara.person, by=sara)["venues.upload"] == 1
    assert not UploadPart.objects.exists()


def test_templates_are_files_to_fill_in(sara: Client) -> None:
    answer: Any = sara.get(f"{API}/imports/templates/venues.csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert content.strip().split(";") == HEADER
    assert sara.get(f"{API}/imports/templates/activities.xlsx").status_code == 200
    for name in ("venues.pdf", "people.csv", "areas.csv"):
        assert sara.get(f"{API}/imports/templates/{name}").status_code == 404


def test_areas_population_and_squares_come_in_the_same_way(tmp_path: Path) -> None:
    gunilla = signed_in(make(GUNILLA))
    town = build_town()
    shape = json.loads(town.varby.geometry.geojson)
    feature = {
        "type": "Feature",
        "properties": {"code": "X1", "version": "2026", "name_sv": "Nya delen"},
        "geometry": shape,
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    options = json.dumps({"area_kind": "district", "source": "Kommunen", "name_field": "name_sv"})
    areas = uploaded(gunilla, content, name="a.geojson", kind="areas", options=options)
    assert areas["report"]["added"] == 1, areas["report"]
    figures = b"area;reference_date;count;age\nR1;2025;12;10-14\n"
    options = json.dumps({"source": "SCB"})
    people = uploaded(gunilla, figures, name="f.csv", kind="population", options=options)
    assert people["report"]["added"] == 1, people["report"]
    squares = b"square;count\n6800006568000;9\n"
    options = json.dumps({"source": "SCB", "area_kind": "regso"})
    homes = uploaded(gunilla, squares, name="r.csv", kind="squares", options=options)
    assert homes["report"]["refused"] == 0, homes["report"]
    assert Area.objects.filter(code="X1").count() == 0, "only tried"


@pytest.fixture(autouse=True)
def no_jobs_left() -> Iterator[None]:
    yield
    ProcrastinateJob.objects.all().delete()
