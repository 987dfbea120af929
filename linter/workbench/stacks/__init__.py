"""Pages over a store of many reports: the views of linter.portfolio as tables to sort and narrow, and the way from a cell to the sentence."""
