"""The language row by row: a scenario for each type, bind attribute, control, event, trap and rule of the design."""
