"""GeoJSON (RFC 7946): the same rows as JSON, each with its geometry."""

from typing import Any

from rest_framework.renderers import JSONRenderer


class GeoJSONRenderer(JSONRenderer):
    """Answers `?format=geojson` and `Accept: application/geo+json`."""

    media_type = "application/geo+json"
    format = "geojson"
    charset = None


def feature_collection(
    rows: list[dict[str, Any]], geometries: list[Any], **more: Any
) -> dict[str, Any]:
    """Rows and their GeoJSON geometries as a FeatureCollection, with `more` beside them."""
    features = [
        {"type": "Feature", "id": row.get("id"), "geometry": geometry, "properties": row}
        for row, geometry in zip(rows, geometries, strict=True)
    ]
    return {"type": "FeatureCollection", **more, "features": features}
