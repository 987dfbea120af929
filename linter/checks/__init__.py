"""One module per check kind; `registry.kinds()` names them all."""
