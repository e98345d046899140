"""Reports of one invented county, published the way real counties publish theirs, with true values beside each."""
