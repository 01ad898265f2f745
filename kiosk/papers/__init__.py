"""From what is recorded to what is printed: each kind of paper, made anew from the store whenever it is wanted."""
