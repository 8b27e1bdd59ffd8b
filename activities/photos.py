"""The album of an activity; what is done with it is `venues.photos.albums`."""

from activities.models import Activity
from activities.states import check_unreviewed
from venues.photos.albums import Album


class ActivityAlbum(Album):
    """Pictures that wait for another person's eyes where the texts do."""

    def lock(self) -> None:
        """As `Album.lock`. Raises ProposalNeeded."""
        Album.lock(self)
        check_unreviewed(self.of)


def album_of_activity(activity: Activity) -> Album:
    """An activity's pictures, changed by those who may write it."""
    return ActivityAlbum(activity, "activity.write")
