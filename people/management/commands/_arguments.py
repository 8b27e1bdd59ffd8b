"""How commands read a role and a scope from the command line."""

import argparse
import uuid
from typing import Final

from people.roles import Role, Scope, ScopeKind, whole_municipality

SCOPE_HELP: Final = (
    "where the role holds: 'municipality' (the default: everywhere), or KIND:UUID with one of the"
    f" kinds {', '.join(ScopeKind.values)}"
)
ROLE_HELP: Final = f"one of {', '.join(Role.values)}"


def scope(text: str) -> Scope:
    """`municipality` or `KIND:UUID`."""
    if text == "municipality":
        return whole_municipality()
    kind, _colon, identifier = text.partition(":")
    try:
        return Scope(ScopeKind(kind), uuid.UUID(identifier))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a scope. Write 'municipality', or KIND:UUID such as"
            " venue:0b1f7a86-5d3c-4f0e-9d57-4a0c2f6f1b11."
            f" Kinds: {', '.join(ScopeKind.values)}."
        ) from None


def add_role_and_scope(parser: argparse.ArgumentParser) -> None:
    """`--role` and `--scope`."""
    parser.add_argument(
        "--role", required=True, choices=Role.values, metavar="ROLE", help=ROLE_HELP
    )
    parser.add_argument(
        "--scope", type=scope, default="municipality", metavar="SCOPE", help=SCOPE_HELP
    )
