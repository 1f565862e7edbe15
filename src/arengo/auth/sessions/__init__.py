"""Browser sessions: signing in with password and second factor, throttled, and signing out.

Owns sessions. Always true: a session ends the moment its row goes; a cookie alone opens nothing.
"""
