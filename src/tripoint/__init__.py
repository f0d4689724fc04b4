"""Tripoint: synthetic drugs and firearms trafficking of three countries as one picture."""
