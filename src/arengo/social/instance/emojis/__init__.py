"""Custom emoji: pictures of this site that stand for a word between colons.

Every process keeps the set in memory and looks for changes after at most `LAG_MS`; the process in
which it changes knows at once. A picture is promised by a row before its files are written.
Owns: custom_emoji.
"""
