"""The outreach room: registers who may see the coverage of areas."""

from django.apps import AppConfig


class OutreachApp(AppConfig):
    name = "outreach"

    def ready(self) -> None:
        from outreach.models import AgeGroup, TimeSlot
        from people.permissions import Deed, register_deed
        from people.personal_data import register_no_personal_data
        from people.roles import Role

        register_deed(Deed("municipality.read", everybody=True))
        register_deed(
            Deed(
                "coverage.read",
                roles=frozenset({Role.ANALYST, Role.COORDINATOR, Role.PARTNER, Role.ADMINISTRATOR}),
                scoped=False,
            )
        )
        register_no_personal_data(AgeGroup, TimeSlot)
