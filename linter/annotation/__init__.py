"""A Word report and what was found in it → the same Word file with comments in its margin: only anchors are put into its body."""
