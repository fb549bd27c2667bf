-- detail=none: neither phrases nor columns are asked for, and the index is a third of the size.
create virtual table search_case using fts5(words, tokenize = 'unicode61 remove_diacritics 0', detail = none, prefix = '2 3');
create virtual table search_person using fts5(words, tokenize = 'unicode61 remove_diacritics 0', detail = none, prefix = '2 3');
