"""Joining: open, by approval, by invitation, or not at all.

Owns invites. Always true: a user name and an address belong to one login, whoever was faster;
the date of birth that some apps send is read by nobody and kept nowhere.
"""
