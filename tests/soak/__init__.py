"""Long random histories; `make soak` runs them, `make test` a few of each."""
