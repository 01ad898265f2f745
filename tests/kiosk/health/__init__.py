"""The health report: what it says, when, and that it arrives once by every way."""
