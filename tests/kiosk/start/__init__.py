"""Opening the counter on a machine where something is wrong."""
