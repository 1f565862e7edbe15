"""Offers: replies that wait for the approval of whoever's thread they are in.

Whoever lets strangers ask first (`PostFlag.REPLIES_ASK`) finds their replies here. A reply that
nobody approves stays between its author and the approver, who tells nobody of a refusal.
Owns: reply_offers.
"""
