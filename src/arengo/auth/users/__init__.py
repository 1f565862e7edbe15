"""Local logins: e-mail, password, state. Every other part of auth stands on them."""
