"""Puts the example's catalogue into the database: categories, organisers, activities."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from activities.models import Activity, Category, CategoryName, Organiser
from activities.publishing import ActivityFields, create_activity, publish_activity
from activities.recurrence import weekly
from activities.scheduling import add_schedule
from activities.wording import Text
from config.example import files
from config.example.pictures import illustrate_activity
from config.example.places import PREFIX, venues_by_key
from config.example.weekly import slots
from people.actors import Actor
from venues.models import Venue

#: Every schedule runs from here, so that a later load finds the same schedules.
SINCE = datetime.date(2024, 8, 19)


class Known(NamedTuple):
    """What activities refer to, by its key in the files."""

    categories: dict[str, Category]
    organisers: dict[str, Organiser]
    venues: dict[str, Venue]


def load_categories() -> int:
    """Both levels of categories with their names; returns how many are new."""
    added, known = 0, dict[str, Category]()
    for position, item in enumerate(files.categories()):
        parent = known[item["parent"]] if "parent" in item else None
        colour = item.get("colour", parent.colour if parent else "")
        wanted = {"parent": parent, "colour": colour, "position": position}
        category, new = Category.objects.update_or_create(code=item["code"], defaults=wanted)
        for language, name in item["names"].items():
            CategoryName.objects.update_or_create(
                category=category, language=language, defaults={"name": name}
            )
        known[item["code"]] = category
        added += new
    return added


def load_organisers() -> int:
    """Who arranges; returns how many are new."""
    return sum(Organiser.objects.get_or_create(name=o["name"])[1] for o in files.organisers())


def load_activities(*, by: Actor) -> int:
    """Add the activities that are not there yet, with schedules and status; returns how many.

    An activity that is there stays as it is: somebody may have edited it since.
    """
    names = {item["key"]: item["name"] for item in files.organisers()}
    arrangers = {row.name: row for row in Organiser.objects.all()}
    known = Known(
        categories={row.code: row for row in Category.objects.all()},
        organisers={key: arrangers[name] for key, name in names.items()},
        venues=venues_by_key(),
    )
    present = set(Activity.objects.values_list("external_id", flat=True))
    added = 0
    for offer in files.offers():
        for placing in offer["at"]:
            if external_id(offer, placing) not in present:
                _add(offer, placing, known, by=by)
                added += 1
    return added


def external_id(offer: files.Offer, placing: files.Placing) -> str:
    """An activity's name across loads."""
    return f"{PREFIX}{offer['key']}:{placing['venue']}"


def _add(offer: files.Offer, placing: files.Placing, known: Known, *, by: Actor) -> None:
    venue = known.venues[placing["venue"]]
    fields: ActivityFields = {
        "category": known.categories[offer["category"]],
        "organiser": known.organisers[offer["organiser"]],
        "mode": offer["mode"],
        "age_from": offer["ages"][0],
        "age_to": offer["ages"][1],
        "price_sek": Decimal(offer.get("price", 0)),
        "languages": placing.get("languages", ["sv"]),
    }
    activity = create_activity(
        fields=fields,
        texts=list(texts(offer, placing, venue.name)),
        external_id=external_id(offer, placing),
        by=by,
    )
    for slot in slots(placing["when"]):
        add_schedule(
            activity=activity,
            venue=venue,
            rule=weekly(slot.weekday),
            starts=slot.starts,
            ends=slot.ends,
            first_date=SINCE,
            capacity=placing.get("seats", offer["seats"]),
            weeks=offer.get("weeks", "term"),
            by=by,
        )
    illustrate_activity(activity, f"{offer['key']}:{placing['venue']}", by=by)
    if placing.get("status", offer.get("status", "published")) == "published":
        publish_activity(activity=activity, by=by)


def texts(offer: files.Offer, placing: files.Placing, venue: str) -> Iterator[Text]:
    """The activity's words in every language the offer has, with the venue's own sentence."""
    written = {"sv": offer["sv"], "en": offer.get("en"), "ar": offer.get("ar")}
    for language, words in written.items():
        if words is None:
            continue
        note = placing.get("note", {}).get(language, "")
        title, summary, description = (
            text.replace("{venue}", venue).replace("{note}", note).strip() for text in words
        )
        yield {
            "language": language,
            "title": title,
            "summary": summary,
            "description": description,
        }
