"""The application: composition root, session, screens, controls, desk and command line."""
