"""The only place where a quantity changes its unit."""

KG_PER_POUND = 0.45359237
"""Kilograms in one international avoirdupois pound, exact (NIST Handbook 44, Appendix C)."""

LITRES_PER_US_GALLON = 3.785411784
"""Litres in one US liquid gallon of 231 cubic inches, exact (NIST Handbook 44, Appendix C)."""

GRAMS_PER_KG = 1000.0
MILLIGRAMS_PER_KG = 1_000_000.0
KG_PER_TONNE = 1000.0
MILLILITRES_PER_LITRE = 1000.0
