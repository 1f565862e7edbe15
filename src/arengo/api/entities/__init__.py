"""One file for each Mastodon entity: our model in, JSON bytes out."""
