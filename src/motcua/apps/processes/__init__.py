"""The internal processes that offices draw themselves: drafts, published versions, which procedure runs on which."""
