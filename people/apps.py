"""The people room: registers the deeds on accounts, and what is held about people."""

from django.apps import AppConfig


class PeopleApp(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import checks  # noqa: F401  (registers the system checks)
        from people.models import RoleGrant, User
        from people.own_data import register_own_data
        from people.permissions import Deed, register_deed, register_scopes
        from people.roles import Role
        from people.scopes import scopes_of_grant, scopes_of_person

        administrators = frozenset({Role.ADMINISTRATOR})
        register_deed(Deed("account.see_own", everybody=True))
        register_deed(Deed("account.manage_own", signed_in=True))
        register_deed(Deed("person.create", roles=administrators))
        register_deed(Deed("person.protect", roles=administrators))
        register_deed(Deed("person.export", roles=administrators, own=True))
        register_deed(Deed("person.erase", roles=administrators, own=True))
        register_deed(Deed("child.add", roles=administrators, own=True))
        register_deed(Deed("child.share", signed_in=True))
        register_deed(Deed("child.join", signed_in=True))
        register_deed(Deed("role.grant", roles=administrators))
        register_deed(Deed("role.revoke", roles=administrators))
        register_deed(Deed("retention.apply"))
        register_scopes(User, scopes_of_person)
        register_scopes(RoleGrant, scopes_of_grant)
        register_own_data()
