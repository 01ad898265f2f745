"""What the OpenRosa client promises, over real HTTP."""
