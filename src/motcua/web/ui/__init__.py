"""The shared look: base templates, components, Vietnamese words for dates, money and deadlines."""
