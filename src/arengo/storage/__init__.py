"""SQLite and PostgreSQL behind one door: transactions, migrations, copying a site."""

from arengo.storage.database import Database
from arengo.storage.listeners import Listeners
from arengo.storage.transaction import ReadTransaction, Transaction

__all__ = ["Database", "Listeners", "ReadTransaction", "Transaction"]
