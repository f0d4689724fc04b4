"""What words mean: places, populations, substances, measures, agencies, caveats, and the data beside them."""
