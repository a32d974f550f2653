/* SPDX-License-Identifier: MIT */

/*
 * Edits of any text: what is read afterwards is what was meant, and each other byte stays. The first lines of an input are edits,
 * `set SECTION|KEY|VALUE` (values as they stand in a file), the text stands behind a line `---`.
 */

#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/escape.h"
#include "tests/config/edit-trial.h"
#include "tests/config/nasty.h"

#define EDITS_MAX 8

static const char *const verbs[] = {
	[TRY_SET] = "set ",
	[TRY_APPEND] = "append ",
	[TRY_APPEND_LAST] = "append-last ",
	[TRY_UNSET] = "unset ",
	[TRY_REMOVE_LINE] = "remove-line ",
	[TRY_ADD_SECTION] = "add-section ",
	[TRY_REMOVE_SECTION] = "remove-section ",
};

struct order {
	enum try what;
	char *line;
	const char *section, *key;
	char *value;
};

static const char *next_part(char **rest)
{
	const char *part = strsep(rest, "|");

	return part ? part : "";
}

/* False: it is no edit. Takes the line over. */
static bool order_read(struct order *o, char *line)
{
	char *rest;

	for (size_t i = 0; i < ELEMENTS(verbs); i++)
		if (text_starts(line, verbs[i])) {
			rest = line + strlen(verbs[i]);
			*o = (struct order){ .what = (enum try)i, .line = line };
			o->section = next_part(&rest);
			o->key = next_part(&rest);
			o->value = value_unescape(rest ? rest : "");
			return true;
		}
	free(line);
	return false;
}

/* Edits that make no sense, on a text that cannot be read: nothing must come of it but an error. */
static void edit_anyhow(struct edit *e, const struct order *o)
{
	edit_set(e, o->section, o->key, o->value);
	edit_append(e, o->section, o->key, o->value);
	edit_append_last(e, o->section, o->key, o->value);
	edit_remove_line(e, o->section, o->key, (unsigned)strlen(o->value));
	edit_unset(e, o->section, o->key);
	edit_add_section(e, o->section);
	edit_remove_section(e, o->section);
}

static bool is_readable(const struct edit *e)
{
	cleanup_record struct record r = { 0 };

	record_read(&r, e->text, e->size);
	return r.complaints.n_errors == 0;
}

static void make(struct edit *e, const struct order orders[], size_t n)
{
	bool readable = is_readable(e);

	for (size_t i = 0; i < n; i++)
		if (readable)
			edit_try(e, orders[i].what, orders[i].section, orders[i].key,
				 orders[i].value);
		else
			edit_anyhow(e, &orders[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	struct order orders[EDITS_MAX];
	cleanup_edit struct edit e = { 0 };
	size_t n = 0;

	while (n < EDITS_MAX && order_read(&orders[n], input_line(&in)))
		n++;
	if (edit_init(&e, (const char *)in.data, in.size) == 0)
		make(&e, orders, n);
	while (n-- > 0) {
		free(orders[n].line);
		free(orders[n].value);
	}
	return 0;
}
