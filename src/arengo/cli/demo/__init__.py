"""The content of `arengo demo`: an imagined valley, its people, threads and pictures."""
