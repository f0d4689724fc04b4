"""snapshot → read → correct → check → keep."""
