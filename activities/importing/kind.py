"""Activities among the files that can be uploaded."""

from pathlib import Path

from activities.importing.activities import ActivityOptions, import_activities
from activities.importing.rows import COLUMNS
from people.actors import Actor
from venues.importing.findings import Report
from venues.importing.kinds import (
    TABLE_OPTIONS,
    Kind,
    Options,
    fitting_of,
    form_of,
    register_import,
)
from venues.importing.running import Way


def _activities(path: Path, options: Options, way: Way, by: Actor) -> Report:
    wanted = ActivityOptions(
        fitting=fitting_of(options),
        form=form_of(options),
        add_organisers=options.get("add_organisers", False),
    )
    return import_activities(path=path, options=wanted, way=way, by=by)


def register_import_of_activities() -> None:
    """Activities, for those who may write them."""
    options = TABLE_OPTIONS | {"add_organisers"}
    register_import(Kind("activities", "activity.write", COLUMNS, _activities, options=options))
