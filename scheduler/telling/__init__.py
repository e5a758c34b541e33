"""Nobody left untold: a release is made here, and whom it concerns is told of it in the same decision."""
