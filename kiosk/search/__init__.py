"""Finding a service in the citizen's own words."""
