"""The lanes of background work: a slow kind of job cannot hold up another."""

from enum import IntEnum


class Lane(IntEnum):
    """Numbers are stored in the database and never reused."""

    INTERACTIVE = 1
    FANOUT = 2
    DELIVER = 3
    INGRESS = 4
    MEDIA = 5
    SEARCH = 6
    MAINTENANCE = 7
    RECORDING = 8  # minutes of work for each
