"""Media: images, video and sound that people add to posts, and pictures for their profiles.

A row is written before its files are and says STORING until they lie there, so that every file is
known to some row: whatever breaks in between, `media.sweep` finds the row and takes both away.
Images are made anew while their sender waits, recordings by a job: until then they say PROCESSING.
A row belongs to its uploader and to at most one post. Names of files are never used twice; files
go by job once the row that named them is gone. Owns: media.
"""
