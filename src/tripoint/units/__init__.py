"""The only place where a quantity changes its unit."""

KG_PER_POUND = 0.45359237
"""Kilograms in one international avoirdupois pound, exact (NIST Handbook 44, Appendix C)."""
