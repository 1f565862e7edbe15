"""Passkeys: signing in with what a phone or a security key holds, instead of a password.

Owns passkeys. Always true: a question that we drew is answered once, by a device that saw to it
that its owner was there; so a passkey stands for the password and for the second factor.
"""
