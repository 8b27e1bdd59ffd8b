"""How fast the API answers: a real server over TCP on a generated municipality. Never fails."""
