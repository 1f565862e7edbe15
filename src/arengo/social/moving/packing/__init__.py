"""An archive of one's own: everything somebody wrote here, as a file to take along.

It is in the form of Mastodon's: lists in the words of ActivityStreams, and pictures. A job writes
it down and packs it, and says after every piece how far it is, so a crash repeats little and
doubles nothing. The file is kept for a week. Owns `archives`.
"""
