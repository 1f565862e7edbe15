"""Open letters: what the operator tells everybody over a signature, in several languages.

A draft can be changed and removed. A letter is signed with the key of the site and never changes:
it has the next number, and its document is kept byte for byte as it was signed, so that anybody can
check it anywhere, also on a mirror or while this site is gone. A withdrawn one leaves nothing but
its number, which is never given again. Owns `open_letters`.
"""
