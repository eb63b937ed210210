"""The demo's third portal: what a year's key points ask for, and each way in which it may be missed."""
