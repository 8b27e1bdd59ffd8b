"""Bodies of requests: each field that an address does not have is refused by name."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Input(serializers.Serializer[Any]):
    """A body, as JSON or as a form. Unknown fields are refused by name; none is ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(str(name) for name in set(data) - set(self.fields))
            if unknown:
                text = _("Fältet finns inte här.")
                raise serializers.ValidationError({name: [text] for name in unknown})
        return super().to_internal_value(data)
