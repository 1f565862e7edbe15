"""Suggestions: whom one could follow, and why.

Owns `dismissed_suggestions`. Nobody is suggested who does not want to be found, whom one follows,
blocks or mutes, or whom one did not want to see again.
"""
