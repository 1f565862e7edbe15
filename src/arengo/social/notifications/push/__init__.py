"""Waking apps that are closed: one push subscription for each token, and whom it wants to hear of.

A message is a job of its own, written with the notification, for each subscription that wants it.
A subscription ends with its token. Owns `push_subscriptions`.
"""
