/* SPDX-License-Identifier: MIT */

/* The book: facts are whole whatever is wrong with the text, and one without errors is the same when it is written and read again. */

#include "tests/fuzz/fuzz.h"

#include <errno.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "tests/config/write-book.h"

/* What a person types finds something, or tells why not; the text is as good a name as any. */
static void resolve(const struct book *b, const char *text)
{
	const struct interview *found = NULL;
	cleanup_free char *candidates = NULL, *id = book_id_from_text(text);
	int r = book_resolve(b, text, &found, &candidates);

	assert_true(r == 0 ? found != NULL : r == -ENOENT || r == -ENOTUNIQ);
	assert_true(!id || book_id_is_valid(id));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *text = input_rest(&in), *line = input_line(&in);
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };

	assert_int_equal(book_parse(text, size, "book", "Europe/Berlin", NULL, &b, &c), 0);
	assert_true(c.n <= COMPLAINTS_MAX);
	book_assert_sane(&b);
	resolve(&b, line);
	if (c.n_errors == 0)
		book_assert_writes_again(&b);
	return 0;
}
