"""Every kind of question as the counter shows it, drawn for `docs/forms.md` from the rows that make it."""
