"""The embedded central service: OpenRosa as ODK Central answers it, for a demo, a pilot and the tests; HTTP only."""
