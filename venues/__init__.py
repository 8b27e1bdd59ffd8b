"""WHERE? Areas, venues and public places, population, map tiles."""
