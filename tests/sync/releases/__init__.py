"""Newer programs: real TUF repositories, real HTTP, and everything that somebody hostile could hand in."""
