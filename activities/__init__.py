"""WHAT, and who came? The catalogue, sessions and their seats."""
