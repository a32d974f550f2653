/* SPDX-License-Identifier: MIT */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "popup/table.h"

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct table));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	table_done(*state);
	free(*state);
	return 0;
}

static struct popup *want(struct table *t, const char *tag, const char *summary)
{
	struct request r = { .tag = g_strdup(tag), .summary = g_strdup(summary) };
	struct popup *p = table_want(t, &r);

	assert_true((p == NULL) == (r.tag != NULL)); /* taken over, or left as it was */
	request_done(&r);
	return p;
}

/* What screen.c does with a pop-up that is on screen, without a screen. */
static void show(struct popup *p)
{
	p->waiting = false;
}

static void first_wanted_first_shown(void **state)
{
	struct table *t = *state;

	assert_null(table_first_waiting(t, false));
	struct popup *a = want(t, "a", "A"), *b = want(t, "b", "B"), *c = want(t, "c", "C");
	assert_ptr_equal(table_first_waiting(t, false), a);
	show(a);
	assert_ptr_equal(table_first_waiting(t, false), b);
	popup_drop(b);
	assert_ptr_equal(table_first_waiting(t, false), c);
	show(c);
	assert_null(table_first_waiting(t, false));
}

static void wanted_twice_waits_once_with_the_newer_words(void **state)
{
	struct table *t = *state;
	struct popup *a = want(t, "a", "old");

	want(t, "b", "B");
	assert_ptr_equal(want(t, "a", "new"), a);
	assert_string_equal(a->request.summary, "new");
	assert_ptr_equal(table_first_waiting(t, false), a); /* it keeps its turn */
	show(a);
	assert_ptr_equal(table_first_waiting(t, false), table_find(t, "b"));
}

static void an_update_of_what_is_shown_waits_behind(void **state)
{
	struct table *t = *state;
	struct popup *a = want(t, "a", "A");

	show(a);
	struct popup *b = want(t, "b", "B");
	assert_ptr_equal(want(t, "a", "A again"), a);
	assert_ptr_equal(table_first_waiting(t, false), b);
	/* Gone from the screen while its update waits: the update is still wanted. */
	popup_forget(a);
	assert_ptr_equal(table_find(t, "a"), a);
	assert_true(a->waiting);
	popup_drop(a);
	assert_null(table_find(t, "a"));
}

static void quiet_lets_through_what_is_critical_or_stands(void **state)
{
	struct table *t = *state;
	struct popup *plain = want(t, "a", "A"), *critical = want(t, "b", "B"), *stands;

	assert_null(table_first_waiting(t, true));
	critical->request.critical = true;
	assert_ptr_equal(table_first_waiting(t, true), critical);
	show(critical);
	stands = want(t, "c", "C");
	stands->notification = notify_notification_new("C", NULL, NULL);
	assert_ptr_equal(table_first_waiting(t, true), stands);
	show(stands);
	assert_null(table_first_waiting(t, true));
	assert_ptr_equal(table_first_waiting(t, false), plain);
}

static void what_rests_is_passed_over_until_it_is_wanted_anew(void **state)
{
	struct table *t = *state;
	struct popup *a = want(t, "a", "A"), *b = want(t, "b", "B");

	a->rests = true;
	assert_ptr_equal(table_first_waiting(t, false), b);
	want(t, "a", "other words");
	assert_ptr_equal(table_first_waiting(t, false), a);
}

static void what_is_forgotten_is_free(void **state)
{
	struct table *t = *state;
	struct popup *a = want(t, "a", "A");

	show(a);
	popup_forget(a);
	assert_null(table_find(t, "a"));
	assert_ptr_equal(want(t, "b", "B"), a);
}

static void a_full_table_refuses_new_tags_only(void **state)
{
	struct table *t = *state;

	for (size_t i = 0; i < POPUPS_MAX; i++) {
		g_autofree char *tag = g_strdup_printf("tag %zu", i);
		assert_non_null(want(t, tag, "S"));
	}
	assert_null(want(t, "one more", "S"));
	assert_non_null(want(t, "tag 17", "newer"));
	popup_drop(table_find(t, "tag 5"));
	assert_non_null(want(t, "one more", "S"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(first_wanted_first_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(wanted_twice_waits_once_with_the_newer_words, setup,
						teardown),
		cmocka_unit_test_setup_teardown(an_update_of_what_is_shown_waits_behind, setup,
						teardown),
		cmocka_unit_test_setup_teardown(quiet_lets_through_what_is_critical_or_stands,
						setup, teardown),
		cmocka_unit_test_setup_teardown(what_rests_is_passed_over_until_it_is_wanted_anew,
						setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_forgotten_is_free, setup, teardown),
		cmocka_unit_test_setup_teardown(a_full_table_refuses_new_tags_only, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
