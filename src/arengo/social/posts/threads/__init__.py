"""Conversations: every post of one stands in one range. Owns `thread_entries`."""
