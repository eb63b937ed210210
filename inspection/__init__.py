"""The nouns and the plan: pure Python, imports none of the other rooms."""
