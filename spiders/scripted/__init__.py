"""Lists that scripts draw: what their pages ask for, and how the same is asked without a browser."""
