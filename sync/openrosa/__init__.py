"""OpenRosa over HTTP as a kiosk speaks it: form list, manifest, downloads, submission, and what each answer means."""
