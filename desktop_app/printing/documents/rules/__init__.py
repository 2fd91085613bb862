"""Papers of the rule table."""
