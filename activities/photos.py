"""The album of an activity; what is done with it is `venues.photos.albums`."""

from activities.models import Activity
from venues.photos.albums import Album


def album_of_activity(activity: Activity) -> Album:
    """An activity's pictures, changed by those who may write it."""
    return Album(activity, "activity.write")
