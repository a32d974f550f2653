/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

/* Catalogues are made by gettext's own msgfmt, so that what is read here is what everybody writes. */

#define HEAD                                               \
	"msgid \"\"\nmsgstr \"\"\n"                        \
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n" \
	"\"Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\\n\"\n\n"

struct place {
	char directory[64];
	char *file; /* ru's catalogue */
};

static void write_file(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, size), (ssize_t)size);
	close(fd);
}

static void place_init(struct place *p, const char *po, const char *option)
{
	cleanup_free char *messages = NULL, *source = NULL, *command = NULL;

	strcpy(p->directory, "/tmp/tongue-XXXXXX");
	assert_non_null(mkdtemp(p->directory));
	messages = text_format("mkdir -p %s/ru/LC_MESSAGES", p->directory);
	assert_int_equal(system(messages), 0);
	p->file = text_format("%s/ru/LC_MESSAGES/followupd.mo", p->directory);
	source = text_format("%s/ru.po", p->directory);
	write_file(source, po, strlen(po));
	command = text_format("msgfmt %s -o %s %s", option, p->file, source);
	assert_int_equal(system(command), 0);
}

static void place_done(struct place *p)
{
	cleanup_free char *command = text_format("rm -rf %s", p->directory);

	assert_int_equal(system(command), 0);
	free(p->file);
}

static const char po[] =
	HEAD "msgid \"a\"\nmsgstr \"а\"\n\n"
	     "msgid \"never translated\"\nmsgstr \"\"\n\n"
	     "msgid \"zoo\"\nmsgstr \"зоопарк\"\n\n"
	     "msgid \"%lld day\"\nmsgid_plural \"%lld days\"\n"
	     "msgstr[0] \"%lld день\"\nmsgstr[1] \"%lld дня\"\nmsgstr[2] \"%lld дней\"\n";

static void speaks_russian(const char *option)
{
	struct place p;
	struct tongue *t;

	place_init(&p, po, option);
	assert_int_equal(tongue_open(p.directory, "ru", &t), 0);
	assert_string_equal(tongue_language(t), "ru");
	assert_string_equal(tongue_say(t, "a"), "а");
	assert_string_equal(tongue_say(t, "zoo"), "зоопарк");
	assert_string_equal(tongue_say(t, "never translated"), "never translated");
	assert_string_equal(tongue_say(t, "unheard of"), "unheard of");
	assert_string_equal(tongue_say(t, ""), "");
	assert_null(tongue_say(t, NULL));
	assert_string_equal(tongue_count(t, "%lld day", "%lld days", 1), "%lld день");
	assert_string_equal(tongue_count(t, "%lld day", "%lld days", 22), "%lld дня");
	assert_string_equal(tongue_count(t, "%lld day", "%lld days", 11), "%lld дней");
	assert_string_equal(tongue_count(t, "%lld cat", "%lld cats", 1), "%lld cat");
	assert_string_equal(tongue_count(t, "%lld cat", "%lld cats", 0), "%lld cats");
	tongue_rest(t);
	assert_string_equal(tongue_say(t, "zoo"), "зоопарк");
	tongue_free(t);
	place_done(&p);
}

static void test_a_catalogue(void **state)
{
	(void)state;
	speaks_russian("");
	speaks_russian("--no-hash");
}

static void test_one_of_the_other_byte_order(void **state)
{
	(void)state;
	speaks_russian("--endianness=big");
	speaks_russian("--endianness=little");
}

static void test_english(void **state)
{
	(void)state;
	assert_string_equal(tongue_language(NULL), "en");
	assert_string_equal(tongue_say(NULL, "zoo"), "zoo");
	assert_string_equal(tongue_count(NULL, "one", "many", 1), "one");
	assert_string_equal(tongue_count(NULL, "one", "many", 0), "many");
	tongue_rest(NULL);
	tongue_free(NULL);
}

static void test_what_is_no_catalogue(void **state)
{
	static const char *const names[] = { "",       "r",    "../ru",
					     "ru/",    "/etc", "r.",
					     "ru\nru", "ru ",  "abcdefghijklmnopq" };
	struct place p;
	struct tongue *t = NULL;

	(void)state;
	place_init(&p, po, "");
	for (size_t i = 0; i < ELEMENTS(names); i++)
		assert_int_equal(tongue_open(p.directory, names[i], &t), -EINVAL);
	assert_int_equal(tongue_open(p.directory, "xx", &t), -ENOENT);
	assert_int_equal(tongue_open(p.file, "ru", &t), -ENOENT);
	write_file(p.file, "", 0);
	assert_int_equal(tongue_open(p.directory, "ru", &t), -EINVAL);
	write_file(p.file, "no catalogue at all, but text", 29);
	assert_int_equal(tongue_open(p.directory, "ru", &t), -EINVAL);
	assert_null(t);
	place_done(&p);
}

/* Each byte of a catalogue is spoilt, and it is cut at each length: it is refused, or read without harm. */
static void test_a_spoilt_catalogue(void **state)
{
	struct place p;
	char data[4096];
	ssize_t size;
	int fd;

	(void)state;
	place_init(&p, po, "");
	fd = open(p.file, O_RDONLY);
	size = read(fd, data, sizeof(data));
	close(fd);
	assert_in_range(size, 100, sizeof(data) - 1);
	for (ssize_t i = 0; i < 2 * size; i++) {
		struct tongue *t;
		char old = data[i / 2];

		data[i / 2] = (char)(i % 2 ? ~old : old + 1);
		write_file(p.file, data, (size_t)(i % 3 ? size : i / 2));
		data[i / 2] = old;
		if (tongue_open(p.directory, "ru", &t) < 0)
			continue;
		assert_non_null(tongue_say(t, "zoo"));
		for (size_t n = 0; n < 30; n++)
			assert_non_null(tongue_count(t, "%lld day", "%lld days", n));
		tongue_free(t);
	}
	place_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_catalogue),
		cmocka_unit_test(test_one_of_the_other_byte_order),
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_what_is_no_catalogue),
		cmocka_unit_test(test_a_spoilt_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
