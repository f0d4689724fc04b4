"""Trends: what changes over time, and how far the newest values can be trusted."""
