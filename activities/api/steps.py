"""An activity's way from state to state, one at a time or several at once."""

import uuid
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity, detail
from activities.api.inputs import (
    CopyInput,
    RestoreInput,
    SendBackInput,
    SeveralInput,
    VersionedInput,
)
from activities.api.serializers import ActivityDetailSerializer
from activities.api.several import REPORT, report
from activities.copying import copy_to_term
from activities.proposals import propose_change
from activities.publishing import archive_activity, take_step
from activities.restoring import restore_version, undo_latest
from activities.several import each
from people.api.door import Door
from venues.api.parameters import LanguageQuery


class Step(OneActivity):
    """One step of `activities.states`."""

    step: ClassVar[str]
    body: ClassVar[type[VersionedInput]] = VersionedInput
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    def take(self, request: Request, id: uuid.UUID) -> Response:
        body = self.body(data=request.data)
        body.is_valid(raise_exception=True)
        activity = take_step(
            activity=self.readable(id), step=self.step, by=self.actor, **body.validated_data
        )
        return detail(activity, self.asked["lang"], self.actor)

    @extend_schema(request=VersionedInput, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        return self.take(request, id)


class ActivityPublish(Step):
    """Showing a draft to everybody."""

    step = "publish"
    deeds: ClassVar = {"POST": "activity.publish"}


class ActivitySendForReview(Step):
    """Asking another person to look before it is published."""

    step = "send_for_review"
    deeds: ClassVar = {"POST": "activity.write"}


class ActivityTakeBack(Step):
    """Taking it back from review."""

    step = "take_back"
    deeds: ClassVar = {"POST": "activity.write"}


class ActivitySendBack(Step):
    """Sending it back to its writers, with a note."""

    step = "send_back"
    body = SendBackInput
    deeds: ClassVar = {"POST": "activity.publish"}

    @extend_schema(request=SendBackInput, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        return self.take(request, id)


class ActivityApprove(Step):
    """Publishing what somebody else wrote and sent for review."""

    step = "approve"
    deeds: ClassVar = {"POST": "activity.publish"}


class ActivityArchive(Step):
    """Taking an activity away from everybody's sight."""

    step = "archive"
    deeds: ClassVar = {"POST": "activity.publish"}


class ActivityReopen(Step):
    """Making an archived activity a draft again."""

    step = "reopen"
    deeds: ClassVar = {"POST": "activity.publish"}


class ActivityUndo(OneActivity):
    """Taking the latest change back."""

    deeds: ClassVar = {"POST": "activity.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=VersionedInput, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        body = VersionedInput(data=request.data)
        body.is_valid(raise_exception=True)
        activity = undo_latest(activity=self.readable(id), by=self.actor, **body.validated_data)
        return detail(activity, self.asked["lang"], self.actor)


class ActivityPropose(OneActivity):
    """Writing a change to what is published, for another person to approve."""

    deeds: ClassVar = {"POST": "activity.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """The open proposal, or a new one. What is published stays until it is approved."""
        proposal = propose_change(activity=self.readable(id), by=self.actor)
        return detail(proposal, self.asked["lang"], self.actor)


class ActivityRestore(OneActivity):
    """Bringing an older version's texts and fields back, as a new version."""

    deeds: ClassVar = {"POST": "activity.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=RestoreInput, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        body = RestoreInput(data=request.data)
        body.is_valid(raise_exception=True)
        activity = restore_version(activity=self.readable(id), by=self.actor, **body.validated_data)
        return detail(activity, self.asked["lang"], self.actor)


class ArchiveSeveral(Door):
    """Archiving several; each by itself, with a report."""

    deeds: ClassVar = {"POST": "activity.publish"}

    @extend_schema(request=SeveralInput, responses=REPORT)
    def post(self, request: Request) -> Response:
        body = SeveralInput(data=request.data)
        body.is_valid(raise_exception=True)

        def archive(activity: Any) -> Any:
            return archive_activity(activity=activity, by=self.actor)

        ids = body.validated_data["ids"]
        return report(each(ids, archive, deed="activity.publish", by=self.actor))


class CopySeveral(Door):
    """Copying several to a new term, as drafts; each by itself, with a report."""

    deeds: ClassVar = {"POST": "activity.write"}

    @extend_schema(request=CopyInput, responses=REPORT)
    def post(self, request: Request) -> Response:
        body = CopyInput(data=request.data)
        body.is_valid(raise_exception=True)
        term = dict(body.validated_data)
        ids = term.pop("ids")

        def copy(activity: Any) -> Any:
            return copy_to_term(activity=activity, by=self.actor, **term)

        return report(each(ids, copy, deed="activity.write", by=self.actor))


class UndoSeveral(Door):
    """Taking the latest change of several back; each by itself, with a report."""

    deeds: ClassVar = {"POST": "activity.write"}

    @extend_schema(request=SeveralInput, responses=REPORT)
    def post(self, request: Request) -> Response:
        body = SeveralInput(data=request.data)
        body.is_valid(raise_exception=True)

        def undo(activity: Any) -> Any:
            return undo_latest(activity=activity, by=self.actor)

        ids = body.validated_data["ids"]
        return report(each(ids, undo, deed="activity.write", by=self.actor))
