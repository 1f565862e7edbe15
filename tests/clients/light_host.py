"""The `arengo` command on a host where hashing a password takes no time, as in all other tests.

Hundreds of people sign up and in here; `earnest_passwords` and the drills have the real hasher.
"""

from argon2 import PasswordHasher

from arengo.auth.users import passwords
from arengo.cli import main

passwords._hasher = PasswordHasher(  # type: ignore[misc]
    time_cost=1, memory_cost=8, parallelism=1
)
main(prog_name="arengo")
