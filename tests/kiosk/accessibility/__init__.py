"""The screens as a screen reader gets them, over a real accessibility bus."""
