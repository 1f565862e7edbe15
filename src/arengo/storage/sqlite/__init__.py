"""The SQLite engine: one writer thread with group commit, inline reads, reader threads."""
