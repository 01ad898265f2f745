"""The ways through the screens: each flow shows the screens of its states and tells what happened there."""
