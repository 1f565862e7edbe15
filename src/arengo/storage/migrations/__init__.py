"""Numbered `.sql` files, one source for both engines; `runner.py` applies them in order."""
