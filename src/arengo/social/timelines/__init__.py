"""Reading: home, public, tag and account timelines, and the one hot read of all lists.

Timelines are pulled at reading time from the authors' own posts; nothing is fanned out, so a post
is in every home at its commit. Tables are owned by `entries/`.
"""
