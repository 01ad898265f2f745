"""Golden pictures of the gallery and of every screen: kept as digests, for nobody can review six hundred pictures."""
