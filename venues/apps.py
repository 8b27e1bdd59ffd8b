"""The venues room: registers its deeds and the scopes its objects are in."""

from django.apps import AppConfig


class VenuesApp(AppConfig):
    name = "venues"

    def ready(self) -> None:
        from people.permissions import Deed, register_deed, register_scopes
        from people.personal_data import register_no_personal_data, register_personal_data
        from people.roles import Role, ScopeKind
        from people.scope_names import register_scope_name
        from venues import (
            checks,  # noqa: F401  (registers the system checks)
            models,
        )
        from venues.held import register_uploads
        from venues.importing.own_kinds import register_own_imports
        from venues.models import Area, AreaName, HomePoint, Population, SchoolHoliday, Venue
        from venues.photos.albums import remove_orphans
        from venues.scopes import names_of_areas, names_of_venues, scopes_of_area, scopes_of_venue

        register_deed(Deed("venue.read", everybody=True))
        register_deed(Deed("area.write", roles=frozenset({Role.ADMINISTRATOR})))
        register_deed(Deed("venue.write", roles=frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})))
        register_deed(Deed("import.write", roles=frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})))
        register_deed(Deed("import.carry_out"))
        register_scopes(Area, scopes_of_area)
        register_scopes(Venue, scopes_of_venue)
        register_scope_name(ScopeKind.AREA, names_of_areas)
        register_scope_name(ScopeKind.VENUE, names_of_venues)
        register_uploads()
        register_own_imports()
        register_no_personal_data(Area, AreaName, HomePoint, Population, SchoolHoliday, Venue)
        register_no_personal_data(models.PictureAlt, models.PictureFile, models.VenuePhoto)
        # The photographer is whoever wants to be named, with an account or without.
        register_personal_data(models.Picture, no_personal_data=True, expire=remove_orphans)
