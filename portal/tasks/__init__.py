"""Letters of the site: kept with what they tell of, sent after the answer, tried again."""
