"""Waking apps that are closed: one push subscription for each token, and whom it wants to hear of.

A browser in which somebody is signed in is such an app: its session stands for a token, and both
are ids of one account, drawn alike. A message is a job of its own, written with the notification,
for each subscription that wants it. A browser may also wish for open letters. A subscription ends
with its token or its session.
Owns `push_subscriptions`.
"""
