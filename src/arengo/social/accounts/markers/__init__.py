"""How far people have read: one place in home, one in the notifications. Owns `markers`."""
