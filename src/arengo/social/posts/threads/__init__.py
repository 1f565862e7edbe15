"""Conversations: every post of one stands in one range. Owns `thread_entries`.

Who began one may hide single replies from the others.
"""
