"""Outside systems, one package each, with its simulator. They know `rules.ports` and nothing else of the house."""
