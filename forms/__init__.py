"""What a form is and how it runs: pure, without files, network, threads or a clock of its own."""
