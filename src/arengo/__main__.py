"""Lets `python -m arengo` do what the `arengo` command does."""

from arengo.cli import main

main(prog_name="arengo")
