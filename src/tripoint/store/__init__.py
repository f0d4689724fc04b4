"""The ledger: the only room that reads or writes records, and the only SQL."""
