"""How soon a page has to be public: obligations, holidays, and the day on which each is due."""
