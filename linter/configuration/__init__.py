"""Configuration: where it lies, what it may say, and what applies in the end (`settle`)."""
