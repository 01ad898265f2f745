"""The form engine against the reference engines: recorded suites, live runs, fuzzing (`make conformance`)."""
