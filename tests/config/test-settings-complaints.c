/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/settings-keys.h"
#include "config/settings.h"

/* What wrong settings are told, word for word: the line, `!` or `?` for a hint, the text. What is wrong is left at its default. */

#define E "[etiquette]\n"
#define M "[moment]\n"
#define P "[popup]\n"

static const struct {
	const char *text, *answer;
} rows[] = {
	{ "x = 1\n" E,
	  "1 ! this line belongs to no section; put a line such as [etiquette] above it" },
	{ "[etiquete]\nx = 1\n", "1 ? [etiquete] means nothing here, did you mean [etiquette]?" },
	{ "[colours]\nx = 1\n",
	  "1 ? [colours] means nothing here; its lines are left as they are" },
	{ E "thankyou-opens = 2h\n",
	  "2 ? `thankyou-opens` means nothing here, did you mean `thank-you-opens`?" },
	{ E "colour = red\n", "2 ? `colour` means nothing here; the line is left as it is" },
	{ E "prepare = maybe\n",
	  "2 ! prepare: `maybe` is neither yes nor no; as in `prepare = yes`" },
	{ E "prepare =\n", "2 ! prepare: there is nothing behind `=`; as in `prepare = yes`" },
	{ E "prepare = no\nprepare = no\n",
	  "3 ! `prepare` stands in line 2 already; keep one of them" },
	{ E "thank-you-opens = 2\n",
	  "2 ! thank-you-opens: `2` is no span of time, write it as 2h, 3d or 5bd; as in `thank-you-opens = 2h`" },
	{ E "thank-you-opens = -2h\n",
	  "2 ! thank-you-opens: `-2h` is no span of time, write it as 2h, 3d or 5bd; as in `thank-you-opens = 2h`" },
	{ E "last-call = 1d\n",
	  "2 ! last-call: `1d` is no span of hours, minutes or seconds; as in `last-call = 4h`" },
	{ E "last-call = 0s\n",
	  "2 ! last-call: `0s` is no span of hours, minutes or seconds; as in `last-call = 4h`" },
	{ E "max-check-ins = 4\n",
	  "2 ! max-check-ins: `4` is no number from 0 to 3; as in `max-check-ins = 2`" },
	{ E "max-check-ins = two\n",
	  "2 ! max-check-ins: `two` is no number from 0 to 3; as in `max-check-ins = 2`" },
	{ E "thank-you-opens = 30h\n",
	  "2 ! `thank-you-opens = 30h` is later than `thank-you-deadline = 24h`; set both, in order" },
	{ E "check-in-deadline = 3d\n",
	  "2 ! `check-in-opens = 7d` is later than `check-in-deadline = 3d`; set both, in order" },
	{ E "check-in-deadline = 3bd\n", "" }, /* not to be compared without a calendar */
	{ M "quiet-hours = 9-10\n",
	  "2 ! quiet-hours: this is no span of the day, from one time to another; as in `quiet-hours = 21:00-08:00`" },
	{ M "quiet-hours = 21:00\n",
	  "2 ! quiet-hours: this is no span of the day, from one time to another; as in `quiet-hours = 21:00-08:00`" },
	{ M "quiet-hours = 24:00-08:00\n",
	  "2 ! quiet-hours: this is no span of the day, from one time to another; as in `quiet-hours = 21:00-08:00`" },
	{ M "quiet-hours = 08:00-08:00\n",
	  "2 ! quiet-hours: this span has no length; write `none` if there is none; as in `quiet-hours = 21:00-08:00`" },
	{ M "morning = 24:00\n",
	  "2 ! morning: `24:00` is no time of day; as in `morning = 09:00`" },
	{ M "morning = early\n",
	  "2 ! morning: `early` is no time of day; as in `morning = 09:00`" },
	{ M "working-days = Mon-Foo\n",
	  "2 ! working-days: `Foo` is no day of the week; as in `working-days = Mon-Fri`" },
	{ M "working-days = none\n",
	  "2 ! working-days: `none` is no day of the week; as in `working-days = Mon-Fri`" },
	{ M "closed = 12-24..02-30\n",
	  "2 ! closed: `12-24..02-30` is no span of days, write it as 12-24..01-02, month and day; as in `closed = 12-24..01-02`" },
	{ M "closed = 2026-12-24\n",
	  "2 ! closed: `2026-12-24` is no span of days, write it as 12-24..01-02, month and day; as in `closed = 12-24..01-02`" },
	{ M "closed =\n", "" },
	{ M "closed = none\n", "" },
	{ P "while-locked = no\n",
	  "2 ! while-locked: `no` is neither hold nor show; as in `while-locked = hold`" },
	{ P "per-day = 0\n", "2 ! per-day: `0` is no number from 1 to 100; as in `per-day = 6`" },
	{ P "repeat-after = 1bd\n",
	  "2 ! repeat-after: `1bd` is no span of hours, minutes or seconds; as in `repeat-after = 2h`" },
	{ "[holidays]\ndates = christmas\n",
	  "2 ! dates: `christmas` is no date; as in `dates = 2026-12-25, 2026-12-26`" },
	{ "[holidays]\ndates = 2026-02-29\n",
	  "2 ! dates: `2026-02-29` is no date; as in `dates = 2026-12-25, 2026-12-26`" },
	{ "[holidays]\ndate = 2026-12-25\n",
	  "2 ? `date` means nothing here, did you mean `dates`?" },
	{ "[holidays]\ncalendar = de.ics\n", "" },
	{ "[holidays]\ncalendar =\n",
	  "2 ! calendar: there is nothing behind `=`; as in `calendar = holidays.ics`" },
	{ "[holidays]\ncalender = de.ics\n",
	  "2 ? `calender` means nothing here, did you mean `calendar`?" },
	{ "[holidays Europe/Berln]\ndates = 2026-12-25\n",
	  "1 ! `Europe/Berln` is no time zone, which is named by a place; as in [holidays Europe/Berlin]" },
	{ "[milestone thank-you]\n",
	  "1 ! `thank-you` means something already; give it a name of its own, as in [milestone references]" },
	{ "[milestone interview]\n",
	  "1 ! `interview` means something already; give it a name of its own, as in [milestone references]" },
	{ "[milestones a]\nopens = 1d\n",
	  "1 ? [milestones a] means nothing here, did you mean [milestone a]?" },
	{ "[milestone My Own]\n",
	  "1 ! `My Own` can't be a milestone's name, which is made of a-z, 0-9 and `-`; as in [milestone references]" },
	{ "[milestone]\n", "1 ! this milestone has no name; as in [milestone references]" },
	{ "[milestone a]\n",
	  "1 ! [milestone a] does not say when it opens; add a line `opens = 3d`" },
	{ "[milestone a]\nopens = 1d\n",
	  "1 ! [milestone a] has no deadline; add a line `deadline = 5d`" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\n",
	  "1 ! [milestone a] has no text; add a line `text = Send the references`" },
	{ "[milestone a]\nopens = 3d\ndeadline = 2d\ntext = x\n",
	  "1 ! [milestone a] ends before it opens; give it a later deadline" },
	{ "[milestone a]\nopens = 2d\ndeadline = 12h\ntext = x\n",
	  "1 ! [milestone a] ends before it opens; give it a later deadline" },
	{ "[milestone a]\nopens = 2bd\ndeadline = 1d\ntext = x\n",
	  "" }, /* from Monday on: both on Tuesday */
	{ "[milestone a]\nopens = 1d\nopens = 2d\ndeadline = 2d\ntext = x\ntext = y\n",
	  "3 ! `opens` stands twice in this section; keep one of them\n"
	  "6 ! `text` stands twice in this section; keep one of them" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = thank-yuo\n",
	  "1 ! [milestone a] comes after `thank-yuo`, but there is no such milestone; did you mean `thank-you`?" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = b\n"
	  "[milestone b]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = a\n",
	  "1 ! [milestone a] comes after `b`, which never comes without it; as in `after = interview` or `after = thank-you`\n"
	  "6 ! [milestone b] comes after `a`, but there is no such milestone; as in `after = interview` or `after = thank-you`" },
	{ "[milestone a]\nopens = x\ndeadline = 2d\ntext = x\n",
	  "2 ! opens: `x` is no span of time; as in `opens = 3d`" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\ntext = x\nafterr = a\n",
	  "5 ? `afterr` means nothing here, did you mean `after`?" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = a\n",
	  "1 ! [milestone a] comes after `a`, which never comes without it; as in `after = interview` or `after = thank-you`" },
	{ "[milestone a]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = b\n"
	  "[milestone b]\nopens = 1d\ndeadline = 2d\ntext = x\nafter = lunch\n",
	  "1 ! [milestone a] comes after `b`, but there is no such milestone; as in `after = interview` or `after = thank-you`\n"
	  "6 ! [milestone b] comes after `lunch`, but there is no such milestone; as in `after = interview` or `after = thank-you`" },
};

static char *answer_of(const struct complaints *c)
{
	struct text out = { 0 };

	for (size_t i = 0; i < c->n; i++)
		text_add(&out, "%s%u %c %s", i > 0 ? "\n" : "", c->items[i].line,
			 c->items[i].hint ? '?' : '!', c->items[i].text);
	return text_take(&out);
}

static void test_complaints(void **state)
{
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_complaints struct complaints c = { 0 };
		cleanup_settings struct settings s = { 0 };
		cleanup_free char *answer = NULL;

		assert_int_equal(
			settings_parse(rows[i].text, strlen(rows[i].text), "conf", ".", &s, &c), 0);
		answer = answer_of(&c);
		if (!text_equal(answer, rows[i].answer))
			fail_msg("%s\nexpected:\n%s\nbut it is:\n%s", rows[i].text, rows[i].answer,
				 answer);
	}
}

/* What is wrong, and only that, is as if it had not been written. */
static void test_errors_leave_defaults(void **state)
{
	static const char text[] =
		"[etiquette]\nthank-you-opens = 30h\nlast-call = soon\nminimum-gap = 4d\n"
		"[milestone a]\nopens = 1d\n[moment]\nclosed = 12-24..01-02, x\n";
	cleanup_complaints struct complaints c = { 0 };
	cleanup_settings struct settings s = { 0 };
	(void)state;

	assert_int_equal(settings_parse(text, strlen(text), "conf", ".", &s, &c), 0);
	assert_int_equal(c.n_errors, 4);
	assert_int_equal(s.etiquette.thank_you_opens.amount, 2 * USEC_PER_HOUR);
	assert_int_equal(s.etiquette.thank_you_deadline.amount, 24 * USEC_PER_HOUR);
	assert_int_equal(s.etiquette.last_call.amount, 4 * USEC_PER_HOUR);
	assert_int_equal(s.etiquette.minimum_gap.amount, 4);
	assert_int_equal(s.etiquette.n_custom, 0);
	assert_int_equal(s.moment.n_closed, 0);
}

/* ---- The example -------------------------------------------------------------------------------- */

/* Takes the `;` off all lines that hold a key, and off all headers. */
static char *uncommented(const char *example)
{
	struct text out = { 0 };

	for (const char *line = example; *line; line += strcspn(line, "\n") + 1) {
		size_t skip = line[0] == ';' && line[1] != ' ' && line[1] != '\n';

		text_add(&out, "%.*s\n", (int)(strcspn(line, "\n") - skip), line + skip);
	}
	return text_take(&out);
}

static void assert_same_span(const struct duration *a, const struct duration *b)
{
	assert_int_equal(a->unit, b->unit);
	assert_int_equal(a->amount, b->amount);
}

static void assert_same_span_of_day(const struct span_of_day *a, const struct span_of_day *b)
{
	assert_int_equal(a->none, b->none);
	assert_int_equal(a->from_min, b->from_min);
	assert_int_equal(a->to_min, b->to_min);
}

static void assert_same(const struct settings *a, const struct settings *b)
{
	const struct setting *row;

	for (size_t i = 0; (row = setting_at(i)); i++) {
		const void *x = (const char *)a + row->offset, *y = (const char *)b + row->offset;

		if (row->read == read_span || row->read == read_exact_span)
			assert_same_span(x, y);
		else if (row->read == read_span_of_day)
			assert_same_span_of_day(x, y);
		else if (row->read == read_yes_or_no || row->read == read_hold_or_show)
			assert_int_equal(*(const bool *)x, *(const bool *)y);
		else if (row->read == read_closed)
			assert_int_equal(a->moment.n_closed, b->moment.n_closed);
		else
			assert_int_equal(*(const int *)x, *(const int *)y);
	}
}

static void test_example(void **state)
{
	cleanup_text struct text example = { 0 };
	cleanup_complaints struct complaints c = { 0 };
	cleanup_settings struct settings defaults = { 0 }, as_it_is = { 0 }, all = { 0 };
	cleanup_free char *text = NULL;
	(void)state;

	assert_int_equal(settings_example(&example), 0);
	text = uncommented(example.data);
	assert_int_equal(settings_parse("", 0, "conf", ".", &defaults, &c), 0);
	assert_int_equal(settings_parse(example.data, example.size, "conf", ".", &as_it_is, &c), 0);
	assert_int_equal(settings_parse(text, strlen(text), "conf", ".", &all, &c), 0);
	assert_int_equal(c.n, 0);
	assert_same(&as_it_is, &defaults);
	assert_int_equal(as_it_is.etiquette.n_custom, 0);
	assert_int_equal(as_it_is.moment.n_holidays, 0);
	/* But for the examples of sections of the user's own, all is at its default. */
	assert_int_equal(all.etiquette.n_custom, 1);
	assert_int_equal(all.moment.n_holidays, 2);
	assert_same(&all, &defaults);
}

/* Every setting is in the example, at its default, with a whole sentence; and none is forgotten in the struct. */
static void test_table(void **state)
{
	cleanup_text struct text example = { 0 };
	const struct setting *row;
	size_t n = 0;
	(void)state;

	assert_int_equal(settings_example(&example), 0);
	for (; (row = setting_at(n)); n++) {
		cleanup_free char *line =
			text_format("\n;%s =%s%s\n", row->key, *row->text ? " " : "", row->text);

		assert_non_null(strstr(example.data, line));
		assert_true(row->doc[strlen(row->doc) - 1] == '.');
		assert_ptr_equal(setting_find(row->section, row->key, NULL), row);
	}
	assert_true(n <= 128);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complaints),
		cmocka_unit_test(test_errors_leave_defaults),
		cmocka_unit_test(test_example),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
