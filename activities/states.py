"""The states of an activity and the ways between them, in one table.

    draft ──send_for_review──▶ in_review ──approve──▶ published ──archive──▶ archived
      │◀──────take_back, send_back──┘                  ▲                        │
      ├──publish (no second pair of eyes asked for)────┘                        │
      └◀────────────────────────────reopen──────────────────────────────────────┘

Where the organiser asks for a second pair of eyes, `publish` is closed and `approve` belongs to
somebody who has not written in what is approved. What is published is then changed by a proposal
(`activities.proposals`) that goes the same way.
"""

from typing import Final, NamedTuple

from activities.errors import NoReviewHere, ProposalNeeded, ReviewNeeded, WrongStatus
from activities.models import Activity, ActivityVersion
from people.actors import Actor
from people.permissions import may

Status = Activity.Status
Kind = ActivityVersion.Kind


class Step(NamedTuple):
    """One way: from which states, to which, by which deed, what the history calls it.

    `eyes` says for which organisers it is there: those who ask for a second pair of eyes (True),
    the others (False), or all (None).
    """

    origins: frozenset[str]
    to: str
    deed: str
    kind: str
    eyes: bool | None = None


_DRAFT: Final = frozenset({Status.DRAFT})
_IN_REVIEW: Final = frozenset({Status.IN_REVIEW})
_ARCHIVED: Final = frozenset({Status.ARCHIVED})
_LIVING: Final = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED})

STEPS: Final[dict[str, Step]] = {
    "send_for_review": Step(
        _DRAFT, Status.IN_REVIEW, "activity.write", Kind.SENT_FOR_REVIEW, eyes=True
    ),
    "take_back": Step(_IN_REVIEW, Status.DRAFT, "activity.write", Kind.TAKEN_BACK),
    "send_back": Step(_IN_REVIEW, Status.DRAFT, "activity.publish", Kind.SENT_BACK),
    "approve": Step(_IN_REVIEW, Status.PUBLISHED, "activity.publish", Kind.PUBLISHED),
    "publish": Step(_DRAFT, Status.PUBLISHED, "activity.publish", Kind.PUBLISHED, eyes=False),
    "archive": Step(_LIVING, Status.ARCHIVED, "activity.publish", Kind.ARCHIVED),
    "reopen": Step(_ARCHIVED, Status.DRAFT, "activity.publish", Kind.REOPENED),
}


def check_step(activity: Activity, name: str) -> Step:
    """The step, if the activity can take it now. Raises WrongStatus, ReviewNeeded, NoReviewHere."""
    step = STEPS[name]
    if not _leads_from(activity, name):
        raise WrongStatus
    if step.eyes is not None and activity.organiser.second_pair_of_eyes is not step.eyes:
        raise NoReviewHere if step.eyes else ReviewNeeded
    return step


def _leads_from(activity: Activity, name: str) -> bool:
    """Whether a step begins where the activity is. A proposal that has ended stays so."""
    return activity.status in STEPS[name].origins and not (name == "reopen" and activity.revises_id)


def check_unreviewed(activity: Activity, *, asked_for: bool = False) -> None:
    """Raises ProposalNeeded where what is published is not changed before another has seen it.

    `asked_for`: it was so before the change that is under way.
    """
    if activity.status == Status.PUBLISHED and (
        asked_for or activity.organiser.second_pair_of_eyes
    ):
        raise ProposalNeeded


def open_steps(activity: Activity, by: Actor, *, own_work: bool) -> list[str]:
    """What `by` can do with it now, by name. `own_work`: they have written in what is reviewed."""
    return [
        name
        for name, step in STEPS.items()
        if _leads_from(activity, name)
        and (step.eyes is None or activity.organiser.second_pair_of_eyes is step.eyes)
        and not (name == "approve" and own_work)
        and may(by, step.deed, on=activity)
    ]
