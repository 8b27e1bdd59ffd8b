"""Pictures: cleaned of everything but what is seen, kept in a few sizes, put in order."""
