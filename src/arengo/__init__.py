"""Arengo: a microblogging network that its community owns."""
