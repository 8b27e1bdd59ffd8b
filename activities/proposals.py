"""A change to what is published, where the organiser asks for a second pair of eyes.

The change is written in a proposal: an activity of its own that `revises` the published one, seen
by nobody but those who may write it. It goes the way of every draft (`activities.states`); once
another person approves it, the published activity takes over its texts, fields and pictures, all at
once.
Times are not part of it: that tonight is called off must not wait for anybody.
"""

from django.db import transaction

from activities.changes import tell_what_differs
from activities.errors import NoReviewHere, WrongStatus
from activities.models import Activity, ActivityVersion
from activities.versions import content_of, keep_version, locked
from activities.wording import keep_out_of_date, set_texts, text_of
from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.photos.albums import Album, copy_photos, hand_over_photos

#: What a proposal is made of beside texts and pictures.
FIELDS = (
    "category",
    "organiser",
    "mode",
    "age_from",
    "age_to",
    "price_sek",
    "languages",
)


@transaction.atomic
def propose_change(*, activity: Activity, by: Actor) -> Activity:
    """The open proposal to change a published activity; a new one when there is none.

    Raises NoReviewHere where it can be changed at once, WrongStatus for what is not published.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, None)
    if activity.status != Activity.Status.PUBLISHED:
        raise WrongStatus
    if not activity.organiser.second_pair_of_eyes:
        raise NoReviewHere
    return activity.open_proposal or _new(activity, by)


def _new(activity: Activity, by: Actor) -> Activity:
    proposal = Activity.objects.create(
        revises=activity,
        owner_kind=activity.owner_kind,
        owner_id=activity.owner_id,
        **{name: getattr(activity, name) for name in FIELDS},
    )
    rows = list(activity.texts.all())
    set_texts(proposal, map(text_of, rows), version=proposal.version)
    keep_out_of_date(proposal, rows)
    copy_photos(Album(activity, "activity.write"), Album(proposal, "activity.write"))
    keep_version(activity=proposal, kind=ActivityVersion.Kind.COPIED, before=None, by=by)
    detail = {"added": True, "revises": str(activity.pk)}
    record(by=by, deed="activity.write", on=proposal, detail=detail)
    return proposal


def adopt(proposal: Activity, *, by: Actor) -> Activity:
    """Let the published activity take over what its proposal says. In the caller's transaction.

    Raises WrongStatus when it is not published any more.
    """
    if proposal.revises is None:
        raise WrongStatus
    activity = locked(proposal.revises, None)
    if activity.status != Activity.Status.PUBLISHED:
        raise WrongStatus
    before = content_of(activity)
    for name in FIELDS:
        setattr(activity, name, getattr(proposal, name))
    activity.save(update_fields=list(FIELDS))
    rows = list(proposal.texts.all())
    set_texts(activity, map(text_of, rows), version=activity.version + 1)
    keep_out_of_date(activity, rows)
    hand_over_photos(Album(proposal, "activity.write"), Album(activity, "activity.write"))
    keep_version(activity=activity, kind=ActivityVersion.Kind.PUBLISHED, before=before, by=by)
    tell_what_differs(activity, before, content_of(activity))
    detail = {"adopted": str(proposal.pk)}
    record(by=by, deed="activity.publish", on=activity, detail=detail)
    return activity
