"""What is not told at once: policies, what they hold back, and whose it is.

A policy says for five kinds of senders whether they are heard, held back or dropped. What is held
back waits apart from the notifications, and each of its senders makes one request: accepted, all of
it moves over and the sender is heard from then on; dismissed, it is gone.
"""
