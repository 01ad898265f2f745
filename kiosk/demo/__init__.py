"""The main job from end to end on one machine: a central service, the counter, and somebody who walks through it."""
