"""Black box: offices with accounts, played on stand-ins under the platforms' own names, in a network of their own."""
