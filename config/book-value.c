/* SPDX-License-Identifier: MIT */
#include "config/book.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "config/book-parse.h"

/* One value on its own, before it is put into a book. */

static char *first_error(const struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->items[i].hint)
			return text_copy(c->items[i].text);
	return NULL;
}

static int read_one(const struct book_key *key, const char *value, const char *zone,
		    struct complaints *complaints)
{
	cleanup_arena struct arena arena = { 0 };
	struct person people[1];
	struct note notes[1];
	struct promise promises[1];
	struct contact contacts[1];
	struct skip skips[1];
	struct outcome outcomes[1];
	struct decision decisions[1];
	struct interview i = {
		.zone = arena_copy(&arena, zone ? zone : "UTC"),
		.people = people,
		.notes = notes,
		.promises = promises,
		.contacts = contacts,
		.skips = skips,
		.outcomes = outcomes,
		.decisions = decisions,
	};
	struct fact_reader f = {
		.arena = &arena,
		.complaints = complaints,
		.interview = &i,
	};
	char *copy = arena_copy(&arena, value);

	if (copy && i.zone)
		fact_read(&f, key, copy, 0);
	return arena.failed ? -ENOMEM : 0;
}

int book_value_check(const char *key, const char *value, const char *zone, char **ret_why)
{
	const struct book_key *row = book_key_find(key);
	cleanup_complaints struct complaints complaints = { 0 };
	const char *nearest = row ? NULL : book_key_nearest(key);

	if (!row) {
		*ret_why = nearest ? text_format(_("there is no `%s`, did you mean `%s`?"), key,
						 nearest)
				   : NULL;
		return -ENOENT;
	}
	if (!text_is_utf8(value, strlen(value)))
		complain(&complaints, NULL, 0, "%s: this is not UTF-8", key);
	else if (!text_is_empty(value)) {
		int r = read_one(row, value, zone, &complaints);

		if (r < 0)
			return r;
	} else if (row->repeatable || text_equal(key, "company") || text_equal(key, "when"))
		complain(&complaints, NULL, 0, "%s: this can't be empty; as in `%s = %s`", key, key,
			 row->example);
	if (complaints.n_errors == 0)
		return 0;
	*ret_why = first_error(&complaints);
	return -EINVAL;
}
