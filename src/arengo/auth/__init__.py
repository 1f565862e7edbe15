"""Who is asking: logins, sign-up, sessions, second factor, OAuth, roles."""
