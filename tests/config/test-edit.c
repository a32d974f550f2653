/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/edit.h"

/* Each row: a text, what is done to it, and the text that comes out, byte for byte. */

enum action { SET, APPEND, LAST, UNSET, REMOVE_LINE, ADD_SECTION, REMOVE_SECTION };

struct row {
	const char *before;
	enum action action;
	const char *section, *key,
		*value; /* REMOVE_LINE: the value is the line's number in one digit */
	int result;
	const char *after; /* NULL: as before */
};

static int act(struct edit *e, const struct row *r)
{
	switch (r->action) {
	case SET:
		return edit_set(e, r->section, r->key, r->value);
	case APPEND:
		return edit_append(e, r->section, r->key, r->value);
	case LAST:
		return edit_append_last(e, r->section, r->key, r->value);
	case UNSET:
		return edit_unset(e, r->section, r->key);
	case REMOVE_LINE:
		return edit_remove_line(e, r->section, r->key, (unsigned)(r->value[0] - '0'));
	case ADD_SECTION:
		return edit_add_section(e, r->section);
	case REMOVE_SECTION:
		return edit_remove_section(e, r->section);
	}
	return 0;
}

static void check(const struct row rows[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		const char *after = r->after ? r->after : r->before;
		cleanup_edit struct edit e = { 0 };

		assert_int_equal(edit_init(&e, r->before, strlen(r->before)), 0);
		assert_int_equal(act(&e, r), r->result);
		assert_string_equal(e.text, after);
		assert_int_equal(e.size, strlen(after));
	}
}
#define CHECK(rows) check((rows), ELEMENTS(rows))

static void test_set(void **state)
{
	static const struct row rows[] = {
		{ "[a]\nk = old\n", SET, "a", "k", "new", 0, "[a]\nk = new\n" },
		/* comment, alignment, indentation and line ending stay */
		{ "[a]\r\n  k\t= old   ; why\r\n", SET, "a", "k", "new one", 0,
		  "[a]\r\n  k\t= new one   ; why\r\n" },
		/* the last one counts */
		{ "[a]\nk=1\nx=2\nk=3\n", SET, "a", "k", "4", 0, "[a]\nk=1\nx=2\nk=4\n" },
		/* the section of that name only */
		{ "[b]\nk=1\n[a]\nk=2\n[c]\nk=3\n", SET, "a", "k", "4", 0,
		  "[b]\nk=1\n[a]\nk=4\n[c]\nk=3\n" },
		/* whose name may stand in many other places before it */
		{ "; [a] a\na = a\n[aa]\n[b] ; [a]\na = [a]\n [a] ; a\na = 1\n", SET, "a", "a", "2",
		  0, "; [a] a\na = a\n[aa]\n[b] ; [a]\na = [a]\n [a] ; a\na = 2\n" },
		{ "[ a ] ; c\nk=1", SET, "a", "k", "", 0, "[ a ] ; c\nk=" },
		{ "[a]\nk : 1\n", SET, "a", "k", "2", 0, "[a]\nk : 2\n" },
		/* a value where there was none */
		{ "[a]\nk =\n", SET, "a", "k", "1", 0, "[a]\nk = 1\n" },
		{ "[a]\nk=\n", SET, "a", "k", "1", 0, "[a]\nk=1\n" },
		{ "[a]\nk = ; c\n", SET, "a", "k", "1", 0, "[a]\nk = 1  ; c\n" },
		{ "[a]\nk =   ; c\n", SET, "a", "k", "1", 0, "[a]\nk = 1  ; c\n" },
		/* what INI would lose */
		{ "[a]\nk = 1\n", SET, "a", "k", " a ;b\nc\\", 0, "[a]\nk = \\sa \\;b\\nc\\\\\n" },
		{ "[a]\nk = \xc3\xa9;x\n", SET, "a", "k", "\xc3\xaa", 0, "[a]\nk = \xc3\xaa\n" },
		/* comments and other keys are none */
		{ "[a]\n;k = 1\nkk = 2\n", SET, "a", "k", "3", 0, "[a]\n;k = 1\nkk = 2\nk  = 3\n" },
	};
	(void)state;

	CHECK(rows);
}

static void test_append(void **state)
{
	static const struct row rows[] = {
		/* behind its like, in its style */
		{ "[a]\n sent   = 1 ; c\nx=2\n\n[b]\n", APPEND, "a", "sent", "3", 0,
		  "[a]\n sent   = 1 ; c\n sent   = 3\nx=2\n\n[b]\n" },
		/* else behind the last fact, in its style */
		{ "[a]\ncompany     = Acme\n\n; about b\n[b]\n", APPEND, "a", "sent", "1", 0,
		  "[a]\ncompany     = Acme\nsent        = 1\n\n; about b\n[b]\n" },
		{ "[a]\nx=1\n", APPEND, "a", "long-key", "2", 0, "[a]\nx=1\nlong-key=2\n" },
		{ "[a]\nx = 1\n", APPEND, "a", "long-key", "2", 0, "[a]\nx = 1\nlong-key = 2\n" },
		{ "[a]\n\tx: 1\n", APPEND, "a", "y", "2", 0, "[a]\n\tx: 1\n\ty: 2\n" },
		/* comments right behind the last fact are its own, those above the next header are not */
		{ "[a]\nx = 1\n; more of x\n\n[b]\n", APPEND, "a", "y", "2", 0,
		  "[a]\nx = 1\n; more of x\ny = 2\n\n[b]\n" },
		{ "[a]\nx = 1\n; about b\n[b]\n", APPEND, "a", "y", "2", 0,
		  "[a]\nx = 1\ny = 2\n; about b\n[b]\n" },
		{ "[a]\nx = 1\n\n; apart\n\n; about b\n[b]\n", APPEND, "a", "y", "2", 0,
		  "[a]\nx = 1\ny = 2\n\n; apart\n\n; about b\n[b]\n" },
		{ "[a]\nx = 1\n; end\n", APPEND, "a", "y", "2", 0, "[a]\nx = 1\n; end\ny = 2\n" },
		/* blank lines between facts are nobody's end */
		{ "[a]\nx = 1\n\ny = 2\n\n", APPEND, "a", "z", "3", 0,
		  "[a]\nx = 1\n\ny = 2\nz = 3\n\n" },
		/* an empty section lines up as books do */
		{ "[a]\n", APPEND, "a", "role", "x", 0, "[a]\nrole        = x\n" },
		{ "[a]\n", APPEND, "a", "interviewer", "x", 0, "[a]\ninterviewer = x\n" },
		{ "[a]\n[b]\n", APPEND, "a", "k", "x", 0, "[a]\nk           = x\n[b]\n" },
		/* a missing newline stays missing; a CRLF file gets CRLF */
		{ "[a]\nx = 1", APPEND, "a", "y", "2", 0, "[a]\nx = 1\ny = 2" },
		{ "[a]\r\nx = 1", APPEND, "a", "x", "2", 0, "[a]\r\nx = 1\r\nx = 2" },
		{ "[a]", APPEND, "a", "k", "1", 0, "[a]\nk           = 1" },
		{ "\xef\xbb\xbf[a]\r\nx = 1\r\n", APPEND, "a", "y", "2", 0,
		  "\xef\xbb\xbf[a]\r\nx = 1\r\ny = 2\r\n" },
		/* whatever keys there are, the last line is the last */
		{ "[a]\ns = 1\nx = 2\n", LAST, "a", "s", "3", 0, "[a]\ns = 1\nx = 2\ns = 3\n" },
	};
	(void)state;

	CHECK(rows);
}

static void test_removing(void **state)
{
	static const struct row rows[] = {
		{ "[a]\nk=1\nx=2\n; k\nk=3\n[b]\nk=4\n", UNSET, "a", "k", NULL, 0,
		  "[a]\nx=2\n; k\n[b]\nk=4\n" },
		{ "[a]\nx=1\nk=2", UNSET, "a", "k", NULL, 0, "[a]\nx=1" },
		{ "[a]\r\nk=2", UNSET, "a", "k", NULL, 0, "[a]" },
		{ "[a]\nx=1\n", UNSET, "a", "k", NULL, -ENOENT, NULL },
		{ "[a]\nk=1\nk=2\nk=3\n", REMOVE_LINE, "a", "k", "3", 0, "[a]\nk=1\nk=3\n" },
		{ "[a]\nk=1\n", REMOVE_LINE, "a", "k", "1", -ENOENT, NULL },
		{ "[a]\nk=1\n", REMOVE_LINE, "a", "k", "0", -ENOENT, NULL },
		{ "[a]\nk=1\n", REMOVE_LINE, "a", "k", "3", -ENOENT, NULL },
		{ "[a]\nk=1\n", REMOVE_LINE, "a", "x", "2", -ENOENT, NULL },
		{ "[a]\nk=1\n[b]\n", REMOVE_LINE, "b", "k", "2", -ENOENT, NULL },
		{ "[a]\n;k=1\n", REMOVE_LINE, "a", "k", "2", -ENOENT, NULL },
	};
	(void)state;

	CHECK(rows);
}

static void test_sections(void **state)
{
	static const struct row rows[] = {
		{ "", ADD_SECTION, "a", NULL, NULL, 0, "[a]\n" },
		{ "\xef\xbb\xbf", ADD_SECTION, "a", NULL, NULL, 0, "\xef\xbb\xbf[a]\n" },
		{ "[a]\n", ADD_SECTION, "b", NULL, NULL, 0, "[a]\n\n[b]\n" },
		{ "[a]\r\nx=1\r\n", ADD_SECTION, "b", NULL, NULL, 0, "[a]\r\nx=1\r\n\r\n[b]\r\n" },
		{ "[a]\n\n", ADD_SECTION, "b", NULL, NULL, 0, "[a]\n\n[b]\n" },
		{ "[a]\nx=1", ADD_SECTION, "b", NULL, NULL, 0, "[a]\nx=1\n\n[b]" },
		{ "[a]\n", ADD_SECTION, "a", NULL, NULL, -EEXIST, NULL },
		{ "[ a ]\n", ADD_SECTION, "a", NULL, NULL, -EEXIST, NULL },
		/* with the comments above its header, and the gap behind it */
		{ "[a]\nx=1\n\n; about b\n; more\n[b]\ny=2\n\n; about c\n[c]\nz=3\n",
		  REMOVE_SECTION, "b", NULL, NULL, 0, "[a]\nx=1\n\n; about c\n[c]\nz=3\n" },
		{ "[a]\nx=1\n\n[b]\ny=2\n", REMOVE_SECTION, "b", NULL, NULL, 0, "[a]\nx=1\n" },
		{ "[a]\nx=1\n\n[b]\ny=2", REMOVE_SECTION, "b", NULL, NULL, 0, "[a]\nx=1" },
		{ "[a]\nx=1\n\n[b]\ny=2\n", REMOVE_SECTION, "a", NULL, NULL, 0, "[b]\ny=2\n" },
		{ "; head of the file\n\n[a]\nx=1\n", REMOVE_SECTION, "a", NULL, NULL, 0,
		  "; head of the file\n" },
		/* comments that stand apart are kept */
		{ "[a]\nx=1\n\n; apart\n\n[b]\n", REMOVE_SECTION, "a", NULL, NULL, 0,
		  "; apart\n\n[b]\n" },
		{ "[a]\n", REMOVE_SECTION, "a", NULL, NULL, 0, "" },
		{ "[a]\n", REMOVE_SECTION, "b", NULL, NULL, -ENOENT, NULL },
	};
	(void)state;

	CHECK(rows);
}

static void test_refusals(void **state)
{
	static const struct row rows[] = {
		{ "[a]\n", SET, "b", "k", "1", -ENOENT, NULL },
		{ "[a]\n", APPEND, "", "k", "1", -ENOENT, NULL },
		{ "[a]\n", UNSET, "b", "k", NULL, -ENOENT, NULL },
		{ "[a]\n", SET, "a", "", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k=", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k:", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k ", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", " k", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", ";k", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "#k", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "[k", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k ;x", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k\nx", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k\xff", "1", -EINVAL, NULL },
		{ "[a]\n", SET, "a", "k", "\xff", -EINVAL, NULL },
		{ "[a]\n", APPEND, "a", "k", "\xc3", -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "", NULL, NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "x]", NULL, NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, " x", NULL, NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "x\r", NULL, NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "x ;y", NULL, NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "12345678901234567890123456789012345678901234567890", NULL,
		  NULL, -EINVAL, NULL },
		{ "[a]\n", ADD_SECTION, "1234567890123456789012345678901234567890123456789", NULL,
		  NULL, 0, "[a]\n\n[1234567890123456789012345678901234567890123456789]\n" },
	};
	(void)state;

	CHECK(rows);
}

static void test_limits(void **state)
{
	static const char text[] = "[a]\nk = 1\n";
	cleanup_free char *value = malloc(FILE_LINE_MAX + 1);
	cleanup_edit struct edit e = { 0 };
	(void)state;

	memset(value, 'x', FILE_LINE_MAX);
	value[FILE_LINE_MAX] = '\0';
	assert_int_equal(edit_init(&e, text, strlen(text)), 0);
	assert_int_equal(edit_set(&e, "a", "k", value), -E2BIG);
	assert_int_equal(edit_append(&e, "a", "k", value), -E2BIG);
	assert_string_equal(e.text, text);
	/* "k = " and the rest is a line of the longest kind. */
	value[FILE_LINE_MAX - 4] = '\0';
	assert_int_equal(edit_set(&e, "a", "k", value), 0);
	assert_int_equal(edit_append(&e, "a", "k", value), 0);
	assert_int_equal(e.size, 4 + 2 * (FILE_LINE_MAX + 1));
}

static void test_size_limit(void **state)
{
	static const char text[] = "[a]\nk = 1\n";
	cleanup_free char *large = malloc(FILE_SIZE_MAX + 1);
	cleanup_edit struct edit e = { 0 }, none = { 0 };
	(void)state;

	memset(large, ';', FILE_SIZE_MAX);
	for (size_t at = strlen(text) - 1; at < FILE_SIZE_MAX; at += 4096)
		large[at] = '\n';
	memcpy(large, text, strlen(text));
	large[FILE_SIZE_MAX] = '\0';
	assert_int_equal(edit_init(&none, large, FILE_SIZE_MAX + 1), -E2BIG);
	assert_null(none.text);
	assert_int_equal(edit_init(&e, large, FILE_SIZE_MAX), 0);
	assert_int_equal(edit_append(&e, "a", "k", "2"), -E2BIG);
	assert_int_equal(edit_set(&e, "a", "k", "12"), -E2BIG);
	assert_int_equal(edit_add_section(&e, "b"), -E2BIG);
	assert_int_equal(e.size, FILE_SIZE_MAX);
	assert_memory_equal(e.text, large, FILE_SIZE_MAX);
	assert_int_equal(edit_set(&e, "a", "k", "2"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),        cmocka_unit_test(test_append),
		cmocka_unit_test(test_removing),   cmocka_unit_test(test_sections),
		cmocka_unit_test(test_refusals),   cmocka_unit_test(test_limits),
		cmocka_unit_test(test_size_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
