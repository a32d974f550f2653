/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/memory-file.h"
#include "tests/config/books.h"
#include "tests/config/nasty.h"

#define cleanup_memory cleanup_by(memory_done)

static void read_memory(struct memory *m, const char *text, size_t n_complaints)
{
	cleanup_complaints struct complaints c = { 0 };

	assert_int_equal(memory_parse(text, strlen(text), "memory", m, &c), 0);
	if (c.n != n_complaints)
		fail_msg("%zu complaints, the first: %s", c.n, c.n ? c.items[0].text : "");
}

static void test_text(void **state)
{
	cleanup_memory struct memory m = { 0 };
	cleanup_text struct text text = { 0 };
	struct showing *s;
	(void)state;

	m.paused_until = USEC_NEVER;
	m.day = (struct date){ 2026, 11, 24 };
	m.shown_today = 3;
	s = memory_get(&m, "acme-onsite/thank-you/dana@acme.example");
	s->company = text_copy("Acme ; Sons\n");
	s->start = instant("2026-11-24T13:00:00Z");
	s->shown = 2;
	s->repeated = 1;
	s->shown_at = instant("2026-11-24T16:00:00.000007Z");
	s->ended = SHOWING_LATER;
	s->ended_at = instant("2026-11-24T16:05:00Z");
	s->snoozed_until = instant("2026-11-24T18:05:00.5Z");
	s->late_shown = true;
	memory_get(&m, "bare");
	m.on_screen = calloc(1, sizeof(m.on_screen[0]));
	m.on_screen[m.n_on_screen++] = (struct on_screen){
		text_copy("acme-onsite/thank-you"),
		text_copy("0123abcd"),
		text_copy(":1.42"),
		UINT32_MAX,
	};
	assert_int_equal(memory_to_text(&m, &text), 0);
	assert_string_equal(
		text.data,
		"; What followupd remembers of its pop-ups on this machine. Without this file it may "
		"show one again.\n"
		"\n[popups]\npaused-until = never\nday = 2026-11-24\nshown-today = 3\n"
		"\n[showing 1]\nkey = acme-onsite/thank-you/dana@acme.example\n"
		"company = Acme \\; Sons\\n\nstart = 2026-11-24T13:00:00.000000Z\n"
		"shown = 2\nrepeated = 1\nshown-at = 2026-11-24T16:00:00.000007Z\n"
		"ended = later\nended-at = 2026-11-24T16:05:00.000000Z\n"
		"snoozed-until = 2026-11-24T18:05:00.500000Z\nlate-shown = yes\n"
		"\n[showing 2]\nkey = bare\n"
		"\n[on-screen 1]\ntag = acme-onsite/thank-you\nbus = 0123abcd\nserver = :1.42\n"
		"id = 4294967295\n");
}

static void test_zones(void **state)
{
	static const char book[] =
		"[acme]\ncompany = Acme\nwhen = 2026-11-24 14:00\n%s"
		"[globex]\ncompany = Globex\nwhen = 2026-11-25 10:00\nzone = UTC\n";
	cleanup_memory struct memory m = { 0 }, again = { 0 };
	cleanup_text struct text text = { 0 };
	(void)state;

	/* Seen in Tokyo first, which counts in Lisbon, and is forgotten once the book says where it is. */
	for (size_t i = 0; i < 3; i++) {
		cleanup_free char *said = text_format(book, i < 2 ? "" : "zone = Europe/Berlin\n");
		cleanup_book struct book b = { 0 };
		cleanup_complaints struct complaints c = { 0 };
		static const char *const here[] = { "Asia/Tokyo", "Europe/Lisbon",
						    "Europe/Lisbon" };

		assert_int_equal(book_parse(said, strlen(said), "book", here[i], &m, &b, &c), 0);
		assert_string_equal(book_find(&b, "acme")->zone,
				    i < 2 ? "Asia/Tokyo" : "Europe/Berlin");
		assert_string_equal(book_find(&b, "globex")->zone, "UTC");
		assert_int_equal(memory_keep_zones(&m, &b), i == 1 ? 0 : 1);
		if (i == 0)
			assert_int_equal(memory_to_text(&m, &text), 0);
	}
	assert_null(memory_zone(&m, "acme"));

	assert_non_null(strstr(text.data, "\n[zone 1]\ninterview = acme\nzone = Asia/Tokyo\n"));
	read_memory(&again, text.data, 0);
	assert_string_equal(memory_zone(&again, "acme"), "Asia/Tokyo");
	assert_null(memory_zone(&again, "globex"));
}

static void test_zones_that_are_none(void **state)
{
	cleanup_memory struct memory m = { 0 };
	cleanup_book struct book none = { 0 };
	(void)state;

	read_memory(&m,
		    "[zone 1]\ninterview = b\nzone = Asia/Tokyo\n[zone 2]\ninterview = x\n"
		    "[zone 3]\nzone = UTC\n[zone 4]\ninterview = y\nzone = Europe/Berln\n"
		    "[zone 5]\ninterview = a\nzone = UTC\n",
		    3);
	assert_int_equal(m.n_zones, 2);
	assert_string_equal(memory_zone(&m, "a"), "UTC"); /* in whatever order they stand */
	assert_string_equal(memory_zone(&m, "b"), "Asia/Tokyo");
	/* a book that is being replaced costs nothing */
	assert_int_equal(memory_keep_zones(&m, &none), 0);
	assert_int_equal(m.n_zones, 2);
}

static void test_nothing(void **state)
{
	cleanup_memory struct memory m = { 0 };
	cleanup_text struct text text = { 0 };
	(void)state;

	read_memory(&m, "", 0);
	assert_int_equal(m.paused_until, 0);
	assert_int_equal(m.n_showings, 0);
	assert_int_equal(memory_to_text(&m, &text), 0);
	memory_done(&m);
	read_memory(&m, text.data, 0);
	assert_false(date_is_set(m.day));
}

/* What is wrong is dropped, and only that. */
static void test_damage(void **state)
{
	cleanup_memory struct memory m = { 0 };
	(void)state;

	read_memory(
		&m,
		"x = 1\n" /* nowhere */
		"[popups]\npaused-until = soon\nday = 2026-02-30\nshown-today = -1\ncolour = red\n"
		"[showing 1]\nshown = 2\n" /* of nothing */
		"[showing 2]\nkey = a\nshown = 5\nshown-at = yesterday\nended = badly\n"
		"[showing 3]\nkey = a\nshown = 6\n" /* again */
		"[showing 4]\nkey = b\ncompany = B\n"
		"[on-screen 1]\nbus = x\n"
		"[on-screen 2]\ntag = t\nid = 99999999999\n"
		"[weather]\nrain = yes\n"
		"[showing 5\nkey = c\n",
		4 + 1 + 2 + 1 + 1 + 1 + 1 + 1);
	assert_int_equal(m.paused_until, 0);
	assert_int_equal(m.shown_today, 0);
	assert_int_equal(m.n_showings, 2);
	assert_string_equal(m.showings[0].key, "a");
	assert_int_equal(m.showings[0].shown, 5);
	assert_int_equal(m.showings[0].shown_at, USEC_NEVER);
	assert_int_equal(m.showings[0].ended, SHOWING_NONE);
	assert_string_equal(m.showings[1].company, "B");
	assert_int_equal(m.showings[1].snoozed_until, USEC_NEVER);
	assert_int_equal(m.n_on_screen, 1);
	assert_int_equal(m.on_screen[0].id, 0);
	assert_null(m.on_screen[0].bus);
}

/* A file that was cut off anywhere, as by a full disk, still reads. */
static void test_cut_off(void **state)
{
	static const char whole[] =
		"[popups]\npaused-until = never\n[showing 1]\nkey = a\ncompany = A\n"
		"start = 2026-11-24T13:00:00Z\nshown = 2\n[on-screen 1]\ntag = a\nid = 7\n";
	(void)state;

	for (size_t size = 0; size <= strlen(whole); size++) {
		cleanup_complaints struct complaints c = { 0 };
		cleanup_memory struct memory m = { 0 };

		assert_int_equal(memory_parse(whole, size, "memory", &m, &c), 0);
		assert_in_range(m.n_showings, 0, 1);
		for (size_t i = 0; i < m.n_showings; i++)
			assert_non_null(m.showings[i].key);
		for (size_t i = 0; i < m.n_on_screen; i++)
			assert_non_null(m.on_screen[i].tag);
	}
}

static usec_t pick_time(struct chance *c)
{
	return chance_once_in(c, 3) ? USEC_NEVER
				    : (usec_t)chance_below(c, (size_t)250000000000 * 1000000);
}

static char *pick_text(struct chance *c, size_t i)
{
	cleanup_free char *value = nasty_value(c);

	return text_format("%zu%s", i, value);
}

static void fill(struct memory *m, struct chance *c)
{
	m->paused_until = chance_once_in(c, 2) ? 0 : pick_time(c);
	for (size_t n = chance_below(c, 6), i = 0; i < n; i++) {
		cleanup_free char *key = pick_text(c, i);
		struct showing *s = memory_get(m, key);

		s->company = chance_once_in(c, 2) ? pick_text(c, 0) : NULL;
		s->start = pick_time(c);
		s->shown = (unsigned)chance_below(c, 1000);
		s->repeated = (unsigned)chance_below(c, 3);
		s->shown_at = pick_time(c);
		s->ended = (enum showing_end)chance_below(c, 4);
		s->ended_at = pick_time(c);
		s->snoozed_until = pick_time(c);
		s->late_shown = chance_once_in(c, 2);
	}
}

static void assert_same(const struct showing *a, const struct showing *b)
{
	assert_string_equal(a->key, b->key);
	assert_true(text_equal(a->company, b->company));
	assert_int_equal(a->start, b->start);
	assert_int_equal(a->shown, b->shown);
	assert_int_equal(a->repeated, b->repeated);
	assert_int_equal(a->shown_at, b->shown_at);
	assert_int_equal(a->ended, b->ended);
	assert_int_equal(a->ended_at, b->ended_at);
	assert_int_equal(a->snoozed_until, b->snoozed_until);
	assert_int_equal(a->late_shown, b->late_shown);
}

static void test_there_and_back(void **state)
{
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(2000); seed++) {
		struct chance c = { seed };
		cleanup_memory struct memory m = { 0 }, back = { 0 };
		cleanup_text struct text text = { 0 };

		fill(&m, &c);
		assert_int_equal(memory_to_text(&m, &text), 0);
		read_memory(&back, text.data, 0);
		assert_int_equal(back.paused_until, m.paused_until);
		assert_int_equal(back.n_showings, m.n_showings);
		for (size_t i = 0; i < m.n_showings; i++)
			assert_same(&m.showings[i], &back.showings[i]);
	}
}

static void test_pruning(void **state)
{
	static const char *const keys[] = { "a", "b" };
	cleanup_memory struct memory m = { 0 };
	(void)state;

	memory_get(&m, "a")->shown_at = 10;      /* still there */
	memory_get(&m, "old")->shown_at = 10;    /* gone, and long ago */
	memory_get(&m, "ended")->ended_at = 200; /* gone, but touched since */
	memory_get(&m, "asleep")->snoozed_until = 300;
	memory_get(&m, "untouched");
	memory_get(&m, "b");
	memory_prune(&m, keys, 2, 100);
	assert_int_equal(m.n_showings, 4);
	assert_string_equal(m.showings[0].key, "a");
	assert_string_equal(m.showings[1].key, "ended");
	assert_string_equal(m.showings[2].key, "asleep");
	assert_string_equal(m.showings[3].key, "b");
	memory_prune(&m, NULL, 0, USEC_NEVER);
	assert_int_equal(m.n_showings, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_zones_that_are_none),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_pruning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
