"""The addresses of the people room, under /api/v1/."""

from django.urls import URLPattern, path

from people.api.children import ChildInvitationsDoor, ChildrenDoor, JoinChildDoor
from people.api.own_data import DealingsDoor, EraseDoor, OwnDataDoor
from people.api.sign_ins import EndOtherSignInsDoor, IdentityDoor, SignInDoor, SignInsDoor
from people.api.views import MeDoor

urlpatterns: list[URLPattern] = [
    path("me", MeDoor.as_view(), name="me"),
    path("me/children", ChildrenDoor.as_view(), name="children"),
    path("me/children/join", JoinChildDoor.as_view(), name="join_child"),
    path("me/children/<uuid:id>/invitations", ChildInvitationsDoor.as_view(), name="invitations"),
    path("me/data", OwnDataDoor.as_view(), name="own_data"),
    path("me/dealings", DealingsDoor.as_view(), name="dealings"),
    path("me/erase", EraseDoor.as_view(), name="erase"),
    path("me/identities/<str:provider>", IdentityDoor.as_view(), name="identity"),
    path("me/sign-ins", SignInsDoor.as_view(), name="sign_ins"),
    path("me/sign-ins/end-others", EndOtherSignInsDoor.as_view(), name="end_other_sign_ins"),
    path("me/sign-ins/<str:id>", SignInDoor.as_view(), name="sign_in"),
]
