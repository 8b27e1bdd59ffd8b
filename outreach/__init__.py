"""WHOM DO WE MISS, and what do we do about it? Coverage of areas by what is on offer."""
