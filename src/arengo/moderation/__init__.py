"""What the staff does: looks at people, acts on them, keeps lists, counts, takes reports."""
