"""How behaviours take effect: what one says, when it matches, who decides, and what that does to a message."""
