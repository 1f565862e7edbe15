"""The operator's door: commands that change a site, wherever they are given.

A running server listens on `data/control.sock`; with no server, the command line runs the same
functions in its own process on the same engine. Only the owner of the data folder can open the
socket, so whoever speaks here is the operator.
"""
