"""Finding what one did not look for: people who want to be found, suggestions, trends."""
