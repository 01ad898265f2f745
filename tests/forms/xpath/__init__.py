"""XPath: the language, its values, its paths, its functions."""
