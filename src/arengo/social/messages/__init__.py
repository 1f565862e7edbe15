"""Conversations of letters: direct posts, gathered by thread and people, for each participant.

Everybody has rows of their own, written in the transaction of the letter: what one removes or
reads, others keep and do not see. Whoever is blocked, or muted with notifications, writes into
nobody's conversations; what a policy holds back comes in once its sender is accepted.
Owns `conversations` and `conversation_posts`.
"""
