"""What drf-spectacular is told of the API. Nothing of it depends on where Nära runs."""

from typing import Any, Final

DESCRIBED: Final[dict[str, Any]] = {
    "TITLE": "Nära",
    "DESCRIPTION": "What is on near young people, who may publish it, and where it is missing.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "SessionStatus": "activities.models.Session.Status",
        "BookingState": "activities.models.State",
        "AttendanceStatus": "activities.models.Status",
        "WayOut": ["accept", "dismiss"],
        "WhyRefused": "activities.api.attendance_serializers.CODES",
        "ResultOfRecord": "activities.api.attendance_serializers.RESULTS",
        "MarkWay": "activities.models.Way",
        "Gender": "activities.models.Gender",
        "AgeBand": "activities.models.AgeBand",
        "UploadState": "venues.models.Upload.State",
        "ActivityStatus": "activities.models.Activity.Status",
        "VersionKind": "activities.models.ActivityVersion.Kind",
        "ChangeKind": "activities.models.ActivityChange.Kind",
        "VenueKind": "venues.models.Venue.Kind",
        "ExceptionKind": "activities.models.ScheduleException.Kind",
        "AccessFact": "venues.models.AccessFact",
        "AreaKind": "venues.models.Area.Kind",
        "NoticeChannel": "activities.models.Notification.Channel",
        "NoticeTopic": "activities.models.notice_choices.Topic",
        "Mode": "activities.models.Activity.Mode",
        "FeatureType": ["Feature"],
        "FeatureCollectionType": ["FeatureCollection"],
        "GeometryType": ["Point", "Polygon", "MultiPolygon"],
        "TravelMode": ["bicycle", "walk"],
    },
}
