/* SPDX-License-Identifier: MIT */
#include "tests/config/large-book.h"

#include <ini.h>
#include <stdlib.h>
#include <time.h>

#include "common/cleanup.h"
#include "config/book.h"

void large_book(struct text *out, size_t n)
{
	static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Tokyo",
					     "Europe/Lisbon", "UTC" };

	for (size_t i = 0; i < n; i++)
		text_add(
			out,
			"[acme-%zu]\n"
			"company     = Acme Corp %zu\n"
			"role        = Systems Engineer\n"
			"when        = 2026-11-%02zu %02zu:00\n"
			"zone        = %s\n"
			"duration    = 45min\n"
			"kind        = onsite\n"
			"interviewer = Dana Li <dana@acme.example> (manager, rapport good)\n"
			"interviewer = Sam Roe <sam@acme.example>\n"
			"topic       = zero-copy parsers\n"
			"decision-by = 2026-12-04\n"
			"sent        = 2026-11-30 17:10+01:00 thank-you email to Dana Li: Thank you\n"
			"\n",
			i, i / 3, 1 + i % 28, 8 + i % 10, zones[i % ELEMENTS(zones)]);
}

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double large_book_seconds(const struct text *text, size_t n)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };
	double before = cpu_seconds(), spent;

	if (book_parse(text->data, text->size, "book", "UTC", NULL, &b, &c) < 0 ||
	    b.n_interviews != n || c.n > 0)
		abort();
	spent = cpu_seconds() - before;
	return spent;
}

static int count(void *user, const char *section, const char *name, const char *value)
{
	(void)section;
	(void)name;
	(void)value;
	(*(size_t *)user)++;
	return 1;
}

double large_book_inih_seconds(const struct text *text)
{
	double before = cpu_seconds();
	size_t n = 0;

	if (ini_parse_string(text->data, count, &n) != 0)
		abort();
	return cpu_seconds() - before;
}
