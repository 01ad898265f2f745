"""What a run of delivery promises, over real HTTP and a real store."""
