/* SPDX-License-Identifier: MIT */

/*
 * read-book SIZE…: a line for each: interviews, KiB of text, CPU seconds of inih alone, of reading the book, of planning it;
 * each the best of some tries. For growth.py.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/cleanup.h"
#include "common/zone.h"
#include "config/book.h"
#include "config/settings.h"
#include "etiquette/plan.h"
#include "tests/config/large-book.h"

#define TRIES 5

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double plan_seconds(const struct book *book, const struct settings *settings, usec_t now)
{
	struct memory memory = { 0 };
	const struct plan_input in = { .book = book,
				       .settings = settings,
				       .memory = &memory,
				       .now = now,
				       .zone = "Europe/Berlin" };
	cleanup_plan struct plan plan = { 0 };
	double before = cpu_seconds();

	if (plan_make(&in, &plan) < 0 || plan.n_milestones < book->n_interviews)
		abort();
	return cpu_seconds() - before;
}

static double best(double a, double b)
{
	return a < b ? a : b;
}

static void measure(size_t n)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_settings struct settings settings = { 0 };
	cleanup_text struct text text = { 0 };
	cleanup_book struct book book = { 0 };
	double inih = 1e9, load = 1e9, plan = 1e9;
	usec_t now;

	large_book(&text, n);
	if (settings_parse("", 0, "conf", ".", &settings, &c) < 0 ||
	    book_parse(text.data, text.size, "book", "UTC", NULL, &book, &c) < 0 ||
	    rfc3339_parse("2026-11-20T12:00:00Z", &now) < 0)
		abort();
	for (int i = 0; i < TRIES; i++) {
		inih = best(inih, large_book_inih_seconds(&text));
		load = best(load, large_book_seconds(&text, n));
		plan = best(plan, plan_seconds(&book, &settings, now));
	}
	printf("%zu %zu %.6f %.6f %.6f\n", n, text.size / 1024, inih, load, plan);
}

int main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++)
		measure((size_t)strtoul(argv[i], NULL, 10));
	return 0;
}
