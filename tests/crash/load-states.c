/* SPDX-License-Identifier: MIT */

/*
 * load-states <PATHS: reads what a crash left as the daemon does when it starts. Each line of the input is the path of a book and that of
 * a memory, with a tab between; for each there is a line of JSON: how many errors the book has, what is wrong in the memory, the
 * numbers of the changes in the history, and what is beside the book once the daemon has swept.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/daemon.h"
#include "daemon/home.h"

static json_t *numbers_of(const struct history *h)
{
	json_t *records = history_read(h), *numbers = json_array(), *record;
	size_t i;

	json_array_foreach(records, i, record)
		json_array_append(numbers, json_object_get(record, "number"));
	json_decref(records);
	return numbers;
}

/* The daemon drops what is wrong in a memory without a word, so here it is read once more. */
static size_t errors_in_memory(const struct shelf *s)
{
	cleanup_complaints struct complaints complaints = { 0 };
	struct memory memory = { 0 };
	const char *text = s->memory_text.data;

	if (memory_parse(text ? text : "", s->memory_text.size, s->memory_path, &memory,
			 &complaints) < 0)
		abort();
	memory_done(&memory);
	return complaints.n;
}

static void load(char *book, char *memory)
{
	static char settings[] = "/dev/null/none";
	struct options options = { .book = book, .memory = memory, .settings = settings };
	struct daemon d = { .options = &options };
	cleanup_free char *leftover = NULL, *line = NULL;
	json_t *answer;

	if (shelf_init(&d.shelf, book, options.settings, memory, "UTC") < 0)
		abort();
	home_sweep(&d);
	leftover = store_leftover(book);
	answer = json_pack("{s:b, s:i, s:i, s:i, s:i, s:o, s:s?}", "there",
			   d.shelf.book_text.data != NULL, "error", d.shelf.book_error, "errors",
			   (int)d.shelf.book_complaints.n_errors, "interviews",
			   (int)d.shelf.book.n_interviews, "memory",
			   d.shelf.memory_error ? -1 : (int)errors_in_memory(&d.shelf), "history",
			   numbers_of(&d.shelf.history), "leftover", leftover);
	line = json_dumps(answer, JSON_COMPACT);
	if (!line)
		abort();
	puts(line);
	json_decref(answer);
	shelf_done(&d.shelf);
}

int main(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	while ((size = getline(&line, &room, stdin)) > 0) {
		char *tab = memchr(line, '\t', (size_t)size);

		line[size - 1] = '\0';
		if (!tab)
			return 1;
		*tab = '\0';
		load(line, tab + 1);
	}
	free(line);
	return 0;
}
