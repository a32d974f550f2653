/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/escape.h"
#include "config/ini.h"
#include "config/store.h"
#include "tests/config/nasty.h"

/*
 * Each corpus/ini/NAME.ini is a nasty file, and NAME.expected says in which lines there is what: `LINE [section]`, `LINE key = value` (the value escaped
 * anew), `LINE ! part of a complaint`, `LINE ? part of a hint`.
 */

#define CORPUS "tests/config/corpus/ini"

static void assert_complaint(const struct record *r, size_t *at, bool hint, unsigned line,
			     const char *part, const char *where)
{
	const struct complaint *c = *at < r->complaints.n ? &r->complaints.items[*at] : NULL;

	if (!c || c->hint != hint || c->line != line || !strstr(c->text, part))
		fail_msg("%s: expected a complaint in line %u: %s; got %u: %s", where, line, part,
			 c ? c->line : 0, c ? c->text : "none");
	assert_string_equal(c->file, "file");
	(*at)++;
}

static void assert_fact(const struct record *r, size_t *at, unsigned line, const char *words,
			const char *where)
{
	const struct recorded *item = *at < r->n ? &r->items[*at] : NULL;
	cleanup_free char *value = item && item->key ? value_escape(item->value) : NULL;
	cleanup_free char *found = !item       ? text_copy("nothing")
				   : item->key ? text_format("%s = %s", item->key, value)
					       : text_format("[%s]", item->section);

	if (!item || item->line != line || !text_equal(found, words))
		fail_msg("%s: expected in line %u `%s`; got in line %u `%s`", where, line, words,
			 item ? item->line : 0, found);
	(*at)++;
}

static void compare(const struct record *r, char *expected, const char *where)
{
	size_t facts = 0, complaints = 0;

	for (char *line; (line = strsep(&expected, "\n")) && *line;) {
		char *words;
		unsigned number = (unsigned)strtoul(line, &words, 10);

		words++;
		if (text_starts(words, "! ") || text_starts(words, "? "))
			assert_complaint(r, &complaints, *words == '?', number, words + 2, where);
		else
			assert_fact(r, &facts, number, words, where);
	}
	if (facts != r->n || complaints != r->complaints.n)
		fail_msg("%s: there is more than was expected: %zu facts, %zu complaints", where,
			 r->n - facts, r->complaints.n - complaints);
}

static void check_file(const char *name)
{
	cleanup_free char *path = text_format(CORPUS "/%s.ini", name);
	cleanup_free char *expected_path = text_format(CORPUS "/%s.expected", name);
	cleanup_store_text struct store_text text = { 0 }, expected = { 0 };
	cleanup_record struct record r = { 0 };

	assert_int_equal(store_read(path, &text), 0);
	assert_int_equal(store_read(expected_path, &expected), 0);
	assert_non_null(text.data);
	assert_non_null(expected.data);
	record_read(&r, text.data, text.size);
	compare(&r, expected.data, path);
}

static void test_corpus(void **state)
{
	DIR *directory = opendir(CORPUS);
	struct dirent *entry;
	size_t n = 0;
	(void)state;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char *end = strstr(entry->d_name, ".ini");

		if (!end)
			continue;
		*end = '\0';
		check_file(entry->d_name);
		n++;
	}
	closedir(directory);
	assert_true(n >= 30);
}

/* Lengths around those at which some build of inih cuts a line. */
static void test_long_lines(void **state)
{
	static const size_t sizes[] = {
		195,          196, 197, 198, 199, 200, 201, 1023, 4096, 65536, FILE_LINE_MAX - 1,
		FILE_LINE_MAX
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(sizes); i++) {
		cleanup_free char *value = malloc(sizes[i]);
		cleanup_free char *text = NULL;
		cleanup_record struct record r = { 0 };

		memset(value, 'v', sizes[i]);
		value[sizes[i] - 2] = '\0';
		text = text_format("[a]\nk=%s\r\nl=2\n", value);
		record_read(&r, text, strlen(text));
		assert_int_equal(r.complaints.n, 0);
		assert_int_equal(r.n, 3);
		assert_string_equal(r.items[1].value, value);
		assert_string_equal(r.items[2].value, "2");
	}
}

static void test_too_long_a_line(void **state)
{
	cleanup_free char *value = malloc(FILE_LINE_MAX);
	cleanup_free char *text = NULL;
	cleanup_record struct record r = { 0 };
	(void)state;

	memset(value, 'v', FILE_LINE_MAX);
	value[FILE_LINE_MAX - 1] = '\0';
	text = text_format("[a]\nk=%s\nl=2\n", value);
	record_read(&r, text, strlen(text));
	assert_int_equal(r.complaints.n_errors, 1);
	assert_int_equal(r.complaints.items[0].line, 2);
	assert_string_equal(
		r.complaints.items[0].text,
		"this line has 1048577 bytes, and no more than 1048576 are read; shorten it");
	assert_int_equal(r.n, 2);
	assert_string_equal(r.items[1].key, "l");
}

static void test_many_sections(void **state)
{
	cleanup_text struct text text = { 0 };
	cleanup_record struct record r = { 0 };
	(void)state;

	for (int i = 0; i < 3000; i++)
		text_add(&text, "[s%d]\nk = %d\n", i, i);
	text_add(&text, "[s1500]\nlost = 1\n");
	record_read(&r, text.data, text.size);
	assert_int_equal(r.n, 6000);
	assert_int_equal(r.complaints.n, 1);
	assert_string_equal(
		r.complaints.items[0].text,
		"[s1500] stands twice, first in line 3001; give one of them another name");
}

static int stop(void *user, const char *section, const char *key, const char *value, unsigned line)
{
	unsigned *calls = user;
	(void)section;
	(void)key;
	(void)value;

	(*calls)++;
	return line == 3 ? -ECANCELED : 0;
}

static int stop_at_section(void *user, const char *section, unsigned line)
{
	(void)user;
	(void)section;
	return line > 1 ? -EPERM : 0;
}

/* The listener has the last word. */
static void test_stopping(void **state)
{
	static const struct ini_listener facts = { NULL, stop, NULL, NULL };
	static const struct ini_listener sections = { stop_at_section, stop, NULL, NULL };
	static const char text[] = "[a]\nx = 1\ny = 2\nz = 3\nwrong\n[b]\n";
	cleanup_complaints struct complaints c = { 0 };
	unsigned calls = 0;
	(void)state;

	assert_int_equal(ini_read(text, strlen(text), NULL, &facts, &calls, &c), -ECANCELED);
	assert_int_equal(calls, 2);
	assert_int_equal(c.n, 0);
	calls = 0;
	assert_int_equal(ini_read("[a]\nx=1\n[b]\nx=1", 15, NULL, &sections, &calls, &c), -EPERM);
	assert_int_equal(calls, 1);
}

/* A file that is all wrong costs no more than a file that is all right. */
static void test_endless_complaints(void **state)
{
	cleanup_text struct text text = { 0 };
	cleanup_record struct record r = { 0 };
	(void)state;

	for (int i = 0; i < 100000; i++)
		text_add(&text, "x\n");
	record_read(&r, text.data, text.size);
	assert_int_equal(r.complaints.n_errors, 100000);
	assert_int_equal(r.complaints.n, COMPLAINTS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corpus),          cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_too_long_a_line), cmocka_unit_test(test_many_sections),
		cmocka_unit_test(test_stopping),        cmocka_unit_test(test_endless_complaints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
