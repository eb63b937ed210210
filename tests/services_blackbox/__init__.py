"""A portal and a platform of services made by seed, with the truth kept beside: written without the checks' words."""
