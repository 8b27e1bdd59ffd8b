"""The first view of Explore, of a session or an activity, and of an area: asked of the API.

Each function asks what the frontend asks on opening the page, in the same words, and says how the
same is shown without JavaScript. Raises NotAnswered(404) for what is not to be seen.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.structured_data import CONTEXT, event_of, list_of, series_of
from config.pages import places, words
from config.pages.asking import NotAnswered, Questions
from config.pages.narrowing import kept, selects

#: As in frontend/src/lib/explore/query.ts: what a list asks for, and what the map does.
PAGE_SIZE, MAP_PAGE_SIZE = 20, 60
OTHER_TIMES, ALL_TIMES = 8, 20
WEEK = datetime.timedelta(days=7)
#: Of the page alone; all other parameters of Explore are the API's own.
OF_THE_PAGE = frozenset({"view", "lang"})


@dataclass(frozen=True, slots=True)
class FirstView:
    """What a page of one kind shows first."""

    template: str
    title: str
    description: str
    context: dict[str, Any]
    structured: dict[str, Any]
    #: The parameters that make this another page than the bare address.
    query: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Opening:
    """A page being opened: its questions, and what every page knows."""

    questions: Questions
    place: dict[str, Any] = field(init=False)
    language: str = field(init=False)

    def __post_init__(self) -> None:
        self.place = self.questions.ask("/municipality")
        wanted = get_language() or settings.LANGUAGE_CODE
        known = wanted in self.place["languages"]
        self.language = wanted if known else self.place["default_language"]
        if not self.questions.request.user.is_authenticated:
            self.questions.ask("/me")  # a visitor is like every other; anybody else asks themselves

    def ask(self, path: str, **query: Any) -> Any:
        """In the reader's language, or the one that the municipality writes in."""
        return self.questions.ask(path, lang=self.language, **query)


def _accepted(opening: Opening, asked: dict[str, str], size: int) -> tuple[dict[str, str], Any]:
    """The sessions for an address, which may be old: what the API does not want is left out."""
    while True:
        try:
            return asked, opening.ask("/sessions", page_size=size, **asked)
        except NotAnswered as refusal:
            kept = {name: v for name, v in asked.items() if name not in refusal.names}
            if refusal.status != 400 or kept == asked:
                raise
            asked = kept


def explore(opening: Opening) -> FirstView:
    """What is on, as the address asks for it."""
    categories = opening.ask("/categories")["results"]
    districts = opening.ask("/areas", kind="district", page_size=100)["results"]
    params = opening.questions.request.GET
    asked = {name: params[name] for name in params if params[name] and name not in OF_THE_PAGE}
    # What the page asks by itself is not for the address to say.
    for own in ("page_size", "format", "near", "within"):
        asked.pop(own, None)
    size = MAP_PAGE_SIZE if params.get("view") == "map" else PAGE_SIZE
    asked, found = _accepted(opening, asked, size)
    name = opening.place["name"]
    title = _("Vad händer i %(place)s?") % {"place": name}
    more = ""
    if found["next"]:
        cursor = parse_qs(urlsplit(found["next"]).query)["cursor"][0]
        more = "/?" + urlencode({**asked, "cursor": cursor})
    fields = selects(asked, categories=categories, districts=districts)
    context = {
        "heading": title,
        "days": words.by_day(found["results"]),
        "more": more,
        "asked": asked,
        "usual": [one for one in fields if one.usual],
        "further": [one for one in fields if not one.usual],
        "further_set": any(asked.get(one.name) for one in fields if not one.usual),
        "kept": kept(asked, fields),
    }
    text = _("Kultur, sport, bibliotek och fritidsgårdar för unga i %(place)s, dag för dag.")
    origin = settings.NARA_ORIGIN
    return FirstView(
        template="first/explore.html",
        title=title,
        description=text % {"place": name},
        context=context,
        structured=list_of(found["results"], origin, name=title),
        query=asked,
    )


def _summary(activity: dict[str, Any], venue: str = "") -> str:
    parts = [activity["summary"], words.ages(activity), words.price(activity), venue]
    return " · ".join(part for part in parts if part)


def _detail(
    activity: dict[str, Any], text: str, translation: words.Row, **more: Any
) -> dict[str, Any]:
    spoken = ", ".join(words.language_name(code) for code in activity["languages"])
    return {
        "activity": activity,
        "paper": words.paper(activity["category"]),
        "foreign": words.foreign(activity["language"]),
        "warnings": words.warnings(translation),
        "price": words.price(activity),
        "ages": words.ages(activity),
        "spoken": spoken,
        "paragraphs": words.paragraphs(text),
        **more,
    }


def _place(venue: dict[str, Any] | None, photos: list[Any]) -> dict[str, Any]:
    return {
        "pictures": places.pictures(photos),
        "venue": venue,
        "access": places.access(venue) if venue else [],
        "week": places.week(venue) if venue else [],
    }


def session(opening: Opening, id: Any) -> FirstView:
    """One session, with its other times."""
    found = opening.ask(f"/sessions/{id}")
    activity = found["activity"]
    opening.ask("/categories")
    venue = opening.ask(f"/venues/{found['venue']['id']}")
    others = opening.ask("/sessions", activity=activity["id"], page_size=OTHER_TIMES)["results"]
    day = words.local(found["starts_at"]).date()
    context = _detail(
        activity,
        found["description"],
        found["translation"],
        **_place(venue, [*found["photos"], *found["venue_photos"]]),
        session=found,
        card=words.card(found),
        day=words.long_day(day),
        others=[words.card(one) for one in others if one["id"] != found["id"]],
    )
    when = f"{words.long_day(day)} {words.clock(found['starts_at'])}"
    return FirstView(
        template="first/detail.html",
        title=f"{activity['title']}, {when}",
        description=_summary(activity, found["venue"]["name"]),
        context=context,
        structured=event_of(found, settings.NARA_ORIGIN),
    )


def activity(opening: Opening, id: Any) -> FirstView:
    """One activity, with its coming sessions."""
    found = opening.ask(f"/activities/{id}")
    opening.ask("/categories")
    venue = None
    if found["next_session"]:
        venue = opening.ask(f"/venues/{found['next_session']['venue']['id']}")
    times = opening.ask("/sessions", activity=found["id"], page_size=ALL_TIMES)["results"]
    others = [words.card(one) for one in times]
    known = _place(venue, found["photos"])
    context = _detail(found, found["description"], found["translation"], others=others, **known)
    return FirstView(
        template="first/detail.html",
        title=found["title"],
        description=_summary(found),
        context=context,
        structured=series_of(
            found, times, settings.NARA_ORIGIN, time_zone=opening.place["time_zone"]
        ),
    )


def _midnight() -> datetime.datetime:
    """When tomorrow begins, as frontend/src/lib/time/days.ts reckons it."""
    now = timezone.localtime().replace(microsecond=0)
    since = now.hour * 3600 + now.minute * 60 + now.second
    return now.astimezone(datetime.UTC) + datetime.timedelta(seconds=86_400 - since)


def _instant(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def area(opening: Opening, code: str) -> FirstView:
    """One area: tonight, the week, its places."""
    found = opening.ask(f"/areas/{code}")
    opening.ask("/categories")
    tonight = opening.ask("/sessions", area=code, window="tonight", page_size=20)["results"]
    start = _midnight()
    span = {"from_": _instant(start), "to": _instant(start + WEEK)}
    week = opening.ask("/sessions", area=code, page_size=10, **span)["results"]
    venues = opening.ask("/venues", area=code, page_size=100)["results"]
    origin = settings.NARA_ORIGIN
    name = found["name"]
    title = _("Fritid för unga i %(area)s") % {"area": name}
    place = {
        "@type": "Place",
        "name": name,
        "url": f"{origin}/areas/{code}",
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": found["centre"]["lat"],
            "longitude": found["centre"]["lng"],
        },
    }
    return FirstView(
        template="first/area.html",
        title=title,
        description=_("Vad som händer för unga i %(area)s ikväll och de närmaste sju dagarna.")
        % {"area": name},
        context={
            "area": found,
            "tonight": [words.card(one) for one in tonight],
            "week": [words.card(one) for one in week],
            "venues": venues,
        },
        structured={"@graph": [place, list_of([*tonight, *week], origin, name=title)]},
    )


#: Route of the frontend → its first view. The other pages wait for the frontend.
FIRST_VIEWS: dict[str, Callable[..., FirstView]] = {
    "/": explore,
    "/sessions/[id]": session,
    "/activities/[id]": activity,
    "/areas/[code]": area,
}


def structured(view: FirstView) -> dict[str, Any]:
    """The page's JSON-LD."""
    return {"@context": CONTEXT, **view.structured}
