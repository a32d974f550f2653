/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/settings.h"

/* Reads settings that must not draw a complaint. */
static void read_settings(struct settings *s, const char *text)
{
	cleanup_complaints struct complaints c = { 0 };

	assert_int_equal(settings_parse(text, strlen(text), "conf", ".", s, &c), 0);
	if (c.n > 0)
		fail_msg("line %u: %s", c.items[0].line, c.items[0].text);
}

static void assert_span(struct duration d, const char *text)
{
	char buffer[DURATION_TEXT_SIZE];

	assert_string_equal(duration_to_text(d, buffer), text);
}

/* The numbers of the etiquette, as its document has them. */
static void test_etiquette_defaults(void **state)
{
	cleanup_settings struct settings s = { 0 };
	const struct etiquette_settings *e = &s.etiquette;
	(void)state;

	read_settings(&s, "");
	assert_true(e->prepare && e->debrief && !e->next_steps && e->week_ahead);
	assert_span(e->debrief_opens, "15min");
	assert_span(e->debrief_deadline, "4h");
	assert_span(e->thank_you_opens, "2h");
	assert_span(e->thank_you_deadline, "24h");
	assert_span(e->thank_you_late, "72h");
	assert_span(e->thank_you_wake, "5bd");
	assert_span(e->last_call, "4h");
	assert_span(e->promise_lead, "1bd");
	assert_span(e->promise_theirs_opens, "1bd");
	assert_span(e->promise_theirs_deadline, "5bd");
	assert_span(e->next_steps_opens, "3bd");
	assert_span(e->next_steps_deadline, "5bd");
	assert_span(e->check_in_opens, "7d");
	assert_span(e->check_in_deadline, "14d");
	assert_span(e->check_in_grace, "5bd");
	assert_span(e->check_in_grace_deadline, "10bd");
	assert_span(e->check_in_room, "3bd");
	assert_span(e->second_check_in_after, "7d");
	assert_span(e->second_check_in_grace, "5bd");
	assert_span(e->second_check_in_deadline, "7d");
	assert_span(e->move_on_after, "7d");
	assert_span(e->move_on_after_reply, "14d");
	assert_span(e->move_on_grace, "10bd");
	assert_span(e->minimum_gap, "3d");
	assert_int_equal(e->max_check_ins, 2);
	assert_span(e->reply_deadline, "2bd");
	assert_span(e->reply_late, "5bd");
	assert_span(e->offer_reply_deadline, "24h");
	assert_span(e->offer_decision_lead, "2bd");
	assert_span(e->week_ahead_deadline, "2d");
	assert_int_equal(e->prepare_min, 18 * 60);
	assert_int_equal(e->no_show_min, 12 * 60);
	assert_int_equal(e->week_ahead_min, 9 * 60);
	assert_int_equal(e->n_custom, 0);
}

static void test_other_defaults(void **state)
{
	cleanup_settings struct settings s = { 0 };
	const struct moment_settings *m = &s.moment;
	(void)state;

	read_settings(&s, "");
	assert_false(m->quiet_hours.none);
	assert_int_equal(m->quiet_hours.from_min, 21 * 60);
	assert_int_equal(m->quiet_hours.to_min, 8 * 60);
	assert_int_equal(m->preferred_time.from_min, 10 * 60);
	assert_int_equal(m->preferred_time.to_min, 17 * 60);
	assert_int_equal(m->morning_min, 9 * 60);
	assert_int_equal(m->working_days, 1u << MONDAY | 1u << TUESDAY | 1u << WEDNESDAY |
						  1u << THURSDAY | 1u << FRIDAY);
	assert_int_equal(m->n_closed, 0);
	assert_int_equal(m->n_holidays, 0);
	assert_false(s.popup.privacy || s.popup.critical || s.popup.show_while_locked);
	assert_span(s.popup.repeat_after, "2h");
	assert_int_equal(s.popup.digest_above, 3);
	assert_int_equal(s.popup.per_day, 6);
}

static void test_choosing(void **state)
{
	cleanup_settings struct settings s = { 0 };
	(void)state;

	read_settings(
		&s, "\xef\xbb\xbf; mine\r\n[etiquette]\r\nthank-you-opens = 20s\r\n"
		    "check-in-opens=2w\r\ncheck-in-deadline = 21 days\r\nmax-check-ins = 0\r\n"
		    "next-steps = Yes ; please\r\nweek-ahead = off\r\n"
		    "[popup]\nwhile-locked = show\nrepeat-after = 1h30min\nper-day = 100\n"
		    "[ moment ]\nquiet-hours = none\npreferred-time = 0:00 - 24:00\n"
		    "morning = 7:30\nworking-days = Sun-Thu\nclosed = 12-24..01-02, 08-15,02-29\n");
	assert_span(s.etiquette.thank_you_opens, "20s");
	assert_span(s.etiquette.check_in_opens, "14d");
	assert_span(s.etiquette.check_in_deadline, "21d");
	assert_int_equal(s.etiquette.max_check_ins, 0);
	assert_true(s.etiquette.next_steps);
	assert_false(s.etiquette.week_ahead);
	assert_true(s.popup.show_while_locked);
	assert_span(s.popup.repeat_after, "1h30min");
	assert_int_equal(s.popup.per_day, 100);
	assert_true(s.moment.quiet_hours.none);
	assert_int_equal(s.moment.preferred_time.from_min, 0);
	assert_int_equal(s.moment.preferred_time.to_min, 24 * 60);
	assert_int_equal(s.moment.morning_min, 7 * 60 + 30);
	assert_int_equal(s.moment.n_closed, 3);
	assert_memory_equal(&s.moment.closed[0], (&(struct closed_span){ 12, 24, 1, 2 }),
			    sizeof(struct closed_span));
	assert_memory_equal(&s.moment.closed[1], (&(struct closed_span){ 8, 15, 8, 15 }),
			    sizeof(struct closed_span));
	assert_int_equal(s.moment.closed[2].from_day, 29);
}

static void test_working_days(void **state)
{
	static const struct {
		const char *written;
		unsigned days;
	} rows[] = {
		{ "Mon-Fri", 0x1f }, { "mon-sun", 0x7f },        { "Sunday-Thursday", 0x4f },
		{ "Mon", 0x01 },     { "Mon, Wed , fri", 0x15 }, { "Sat-Mon,Wed-Wed", 0x65 },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_settings struct settings s = { 0 };
		cleanup_free char *text =
			text_format("[moment]\nworking-days = %s\n", rows[i].written);

		read_settings(&s, text);
		assert_int_equal(s.moment.working_days, rows[i].days);
	}
}

static void assert_holiday(const struct holiday *h, const char *zone, int year, int month, int day)
{
	assert_true(text_equal(h->zone, zone));
	assert_int_equal(date_compare(h->date, (struct date){ year, month, day }), 0);
}

static void test_holidays(void **state)
{
	cleanup_settings struct settings s = { 0 };
	const struct holiday *h;
	(void)state;

	read_settings(&s, "[holidays]\ndates = 2026-12-25, 2027-01-01\ndates = 2027-05-01\n"
			  "[holidays Europe/Lisbon]\ndates = 2026-12-08\n");
	h = s.moment.holidays;
	assert_int_equal(s.moment.n_holidays, 4);
	assert_holiday(&h[0], NULL, 2026, 12, 25);
	assert_holiday(&h[1], NULL, 2027, 1, 1);
	assert_holiday(&h[2], NULL, 2027, 5, 1);
	assert_holiday(&h[3], "Europe/Lisbon", 2026, 12, 8);
}

static void test_calendars(void **state)
{
	static const struct date days[] = { { 2026, 12, 24 }, { 2026, 12, 31 } };
	cleanup_settings struct settings s = { 0 };
	const struct moment_settings *m = &s.moment;
	(void)state;

	setenv("HOME", "/home/dana", true);
	read_settings(
		&s, "[holidays]\ndates = 2026-12-25\ncalendar = de.ics\ncalendar=~/us.ics\n"
		    "calendar = de.ics\n[holidays Europe/Lisbon]\ncalendar = /srv/pt  2026.ics\n");
	assert_int_equal(s.n_calendars, 3);
	assert_string_equal(s.calendars[0].path, "./de.ics");
	assert_null(s.calendars[0].zone);
	assert_int_equal(s.calendars[0].line, 3);
	assert_string_equal(s.calendars[1].path, "/home/dana/us.ics");
	assert_string_equal(s.calendars[2].path, "/srv/pt  2026.ics");
	assert_string_equal(s.calendars[2].zone, "Europe/Lisbon");

	assert_int_equal(settings_add_holidays(&s, "Europe/Lisbon", days, 2), 0);
	assert_int_equal(settings_add_holidays(&s, NULL, days, 1), 0);
	assert_int_equal(m->n_holidays, 4);
	assert_holiday(&m->holidays[2], "Europe/Lisbon", 2026, 12, 31);
	assert_holiday(&m->holidays[3], NULL, 2026, 12, 24);
	settings_forget_calendars(&s);
	assert_int_equal(m->n_holidays, 1);
	assert_holiday(&m->holidays[0], NULL, 2026, 12, 25);
}

static void test_milestones(void **state)
{
	cleanup_settings struct settings s = { 0 };
	const struct custom_milestone *c;
	(void)state;

	read_settings(
		&s,
		"[milestone references]\nopens = 3d\ndeadline = 5d\ntext = Send them \\; all\n"
		"[milestone call-again]\nafter = references\nopens = 2bd\ndeadline = 1d\ntext = Call\n"
		"[milestone third]\nafter = thank-you\nopens = 0d\ndeadline = 0d\ntext = x\n");
	c = s.etiquette.custom;
	assert_int_equal(s.etiquette.n_custom, 3);
	assert_string_equal(c[0].name, "references");
	assert_string_equal(c[0].after, "interview");
	assert_span(c[0].opens, "3d");
	assert_span(c[0].deadline, "5d");
	assert_string_equal(c[0].text, "Send them ; all");
	assert_string_equal(c[1].after, "references");
	assert_span(c[1].opens, "2bd");
	assert_string_equal(c[2].after, "thank-you");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_etiquette_defaults), cmocka_unit_test(test_other_defaults),
		cmocka_unit_test(test_choosing),           cmocka_unit_test(test_working_days),
		cmocka_unit_test(test_holidays),           cmocka_unit_test(test_calendars),
		cmocka_unit_test(test_milestones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
