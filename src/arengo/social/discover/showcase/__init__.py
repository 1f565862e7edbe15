"""The showcase: people who want to be found, by when they joined or last wrote.

Owns `showcase`. A row is there if and only if the account says so and others may see it; when
somebody last wrote is brought up to date by a job, so that no post costs a write more.
"""
