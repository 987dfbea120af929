"""The parts of check kind `claim`."""
