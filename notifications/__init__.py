"""Tell: reports, alerts in stages, the channels, the weekly digest."""
