"""The command line: `arengo serve`, and commands for the operator of a site.

A command that changes something goes through the running server when there is one; with none, it
opens the site itself. Whatever is heavy is imported inside the command that needs it.
"""

from arengo.cli.program import main

__all__ = ["main"]
