/* SPDX-License-Identifier: MIT */

/*
 * Letters as links and as messages. With --round-trip it makes both of each letter that comes as a line of JSON on stdin,
 * for parsers that are not ours.
 */

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/letters/mail.h"
#include "common/cleanup.h"
#include "common/text.h"

#define NOW ((usec_t)1795000000 * USEC_PER_SEC)

static void addresses(void **state)
{
	static const char *const good[] = { "dana@acme.example", "d.l+x@a-b.example",
					    "o'neil@x.example" };
	static const char *const bad[] = {
		"dana",    "@x",   "a@",      "a@b@c", "a b@c",         "a@b\n",
		"a@b,c@d", "a@b>", "\"a\"@b", "a@b;c", "a@b\r\nBcc: c", "ü@b",
		"a@.b",    "a@b.", "a@b..c",  ""
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(good); i++)
		assert_true(mail_address_is_good(good[i]));
	for (size_t i = 0; i < ELEMENTS(bad); i++)
		assert_false(mail_address_is_good(bad[i]));
	assert_false(mail_address_is_good(NULL));
}

/* By RFC 6068: blanks are %20, ends of lines %0D%0A, and whatever separates is encoded. */
static void links(void **state)
{
	char empty[] = "", address[] = "d+l@acme.example", subject[] = "50% & more?",
	     body[] = "Hä\n=1+1#", name[] = "D", thread[] = "<1@x>", nasty[] = "a@b?bcc=c@d";
	const struct letter all = {
		.name = name, .address = address, .subject = subject, .body = body, .thread = thread
	};
	const struct letter none = { .subject = empty, .body = empty };
	const struct letter bad = { .address = nasty, .subject = empty, .body = empty };
	cleanup_free char *uri = mail_uri(&all), *bare = mail_uri(&none), *dropped = mail_uri(&bad);

	(void)state;
	assert_string_equal(uri, "mailto:d%2Bl@acme.example?subject=50%25%20%26%20more%3F&"
				 "in-reply-to=%3C1%40x%3E&body=H%C3%A4%0D%0A%3D1%2B1%23");
	assert_string_equal(bare, "mailto:");
	assert_string_equal(dropped, "mailto:");
}

static void messages(void **state)
{
	char address[] = "dana@acme.example", name[] = "Dana \"D\" Li\r\nBcc: x@y.example",
	     subject[] = "Hello\nBcc: x@y.example", body[] = "One.\n\nTwo.", thread[] = "<1@x>";
	const struct letter l = {
		.name = name, .address = address, .subject = subject, .body = body, .thread = thread
	};
	cleanup_free char *message = mail_message(&l, "Max", "max@home.example", NOW);

	(void)state;
	assert_null(strstr(message, "\nBcc"));
	assert_null(strstr(message, "\nbcc"));
	assert_non_null(strstr(message, "\r\nIn-Reply-To: <1@x>\r\n"));
	assert_non_null(strstr(message, "From: Max <max@home.example>\r\n"));
	assert_non_null(strstr(message, "\r\n\r\nOne.\r\n\r\nTwo.\r\n"));
}

static char *string(const json_t *object, const char *name)
{
	return text_copy(json_string_value(json_object_get(object, name)));
}

static void say(const json_t *in)
{
	struct letter l = { .name = string(in, "name"),
			    .address = string(in, "address"),
			    .subject = string(in, "subject"),
			    .body = string(in, "body"),
			    .thread = string(in, "thread") };
	cleanup_free char *uri = mail_uri(&l), *message = mail_message(&l, "Max", NULL, NOW);
	json_t *out = json_pack("{s:s, s:s}", "uri", uri, "message", message);

	json_dumpf(out, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(out);
	letter_done(&l);
}

static int round_trip(void)
{
	cleanup_free char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		json_t *in = json_loads(line, 0, NULL);

		if (!in)
			return 1;
		say(in);
		json_decref(in);
	}
	return 0;
}

int main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(links),
		cmocka_unit_test(messages),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc > 1 && text_equal(argv[1], "--round-trip"))
		return round_trip();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
