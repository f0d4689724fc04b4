"""Flows between places: balances, gravity, crossings."""
