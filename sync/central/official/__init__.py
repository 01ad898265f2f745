"""The official's pages and the official's interface for programs: submissions seen, decided on, answered."""
