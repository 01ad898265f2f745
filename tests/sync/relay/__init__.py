"""One machine that delivers for its neighbours."""
