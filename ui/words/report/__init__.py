"""Words of the report and of the methods: facts of one recording in, sentences and blocks of a page out."""
