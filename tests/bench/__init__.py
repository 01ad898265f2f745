"""Benchmarks: ours against a peer or a raw baseline in the same run, reported as ratios; no part of the gate."""
