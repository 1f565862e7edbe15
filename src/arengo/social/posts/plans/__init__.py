"""Plans: posts that are not published yet, scheduled for a time or kept as drafts.

A plan with a time is published then, exactly once: its row goes in the transaction that publishes
it. What cannot be published any more becomes a draft that says why, so that no words are lost.
Owns `plans` and `planned_media`.
"""
