/* SPDX-License-Identifier: MIT */

/*
 * A letter from any facts. On the first line stand the channel and the language, on the second the user's signature ("\n" ends a line
 * of it), then the daemon's answer to Draft, see answer.h. A letter goes to each one in `to`, or to nobody.
 *
 * Of the shipped templates nothing is left but blanks that are counted; nothing in it steers; a mail and a link have the headers that they
 * should have and no further one, one recipient at most, and say what the letter says; and so does its command.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <gmime/gmime.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/letters/facts.h"
#include "cli/letters/letter.h"
#include "cli/letters/mail.h"
#include "cli/letters/template.h"
#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "tests/fuzz/answer.h"
#include "tests/fuzz/screen.h"

#define SHIPPED          "cli/letters/data"
#define TO_MAX           4
#define MY_ADDRESS       "me@home.example"
#define NOW              ((usec_t)1795000000 * USEC_PER_SEC)
#define LINE_MAX_OF_MAIL 998 /* RFC 5322, 2.1.1 */

/* What is in the user's directory: a signature. */
static char own[] = "/tmp/fuzz-letter-XXXXXX";

static void remove_own(void)
{
	cleanup_free char *path = text_format("%s/signature.txt", own);

	unlink(path);
	rmdir(own);
}

static void write_signature(const char *words)
{
	cleanup_free char *path = NULL;
	static bool made;
	FILE *file;

	if (!made) {
		assert_non_null(mkdtemp(own));
		atexit(remove_own);
		made = true;
	}
	path = text_format("%s/signature.txt", own);
	file = fopen(path, "we");
	assert_non_null(file);
	for (; *words; words++)
		if (words[0] == '\\' && words[1] == 'n')
			fputc('\n', file), words++;
		else
			fputc(*words, file);
	fclose(file);
}

/* ---- The letter itself -------------------------------------------------------------------------- */

static size_t count(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

static void check_prose(const char *text)
{
	screen_assert_harmless(text, strlen(text), false);
	assert_null(strstr(text, "  "));
	assert_null(strstr(text, " \n"));
	assert_null(strstr(text, "\n "));
	assert_null(strstr(text, "\n\n\n"));
	assert_true(*text != ' ' && *text != '\n');
	assert_true(!*text || (text[strlen(text) - 1] != ' ' && text[strlen(text) - 1] != '\n'));
}

/* Of the template's own signs, if the facts have none of them. */
static void check_blanks(const struct letter *l, bool facts_have_signs)
{
	static const char *const signs[] = { "{", "}", "|", "\\", "{?" };
	size_t n = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *text = i == 0 ? l->subject : l->body;
		size_t opened = count(text, BLANK_OPEN);

		n += opened;
		for (size_t k = 0; !facts_have_signs && k < ELEMENTS(signs); k++)
			assert_null(strstr(text, signs[k]));
		assert_true(facts_have_signs || opened == count(text, BLANK_CLOSE));
		assert_true(facts_have_signs || count(text, "[") == 2 * opened);
	}
	assert_true(facts_have_signs ? l->n_blanks <= n : l->n_blanks == n);
}

/* To a file and back. */
static void check_file(const struct letter *l)
{
	cleanup_free char *text = letter_to_text(l);
	struct letter again = { 0 };

	assert_int_equal(letter_from_text(&again, text), 0);
	assert_string_equal(again.subject, l->subject);
	assert_string_equal(again.body, l->body);
	letter_done(&again);
}

/* ---- A mail ------------------------------------------------------------------------------------- */

/* Each header once, none that is not ours. Returns where the text begins. */
static const char *check_head(const char *mail)
{
	static const char *const known[] = { "From",         "Date",
					     "To",           "Subject",
					     "In-Reply-To",  "References",
					     "X-Unsent",     "MIME-Version",
					     "Content-Type", "Content-Transfer-Encoding" };
	unsigned seen = 0;

	while (*mail != '\r') {
		size_t size = strcspn(mail, "\r"), name = strcspn(mail, ":\r"), i = 0;

		assert_true(size > 0 && size <= LINE_MAX_OF_MAIL);
		for (size_t k = 0; k < size; k++)
			assert_true((mail[k] >= ' ' && mail[k] <= '~') || mail[k] == '\t');
		if (*mail != ' ' && *mail != '\t') {
			while (i < ELEMENTS(known) &&
			       (strlen(known[i]) != name || strncmp(known[i], mail, name) != 0))
				i++;
			assert_true(i < ELEMENTS(known) && (seen & 1U << i) == 0);
			seen |= 1U << i;
		}
		mail += size + strlen("\r\n");
	}
	return mail + strlen("\r\n");
}

static void check_line_ends(const char *mail)
{
	for (const char *c = mail; *c; c++) {
		assert_true(*c != '\r' || c[1] == '\n');
		assert_true(*c != '\n' || (c > mail && c[-1] == '\r'));
	}
}

/* One, or nobody if there is no address. */
static void check_addresses(InternetAddressList *list, const char *name, const char *address)
{
	InternetAddress *first;
	const char *read;

	assert_int_equal(internet_address_list_length(list), address ? 1 : 0);
	if (!address)
		return;
	first = internet_address_list_get_address(list, 0);
	assert_true(INTERNET_ADDRESS_IS_MAILBOX(first));
	if (!strstr(address, "xn--")) /* GMime reads Punycode, too */
		assert_string_equal(
			internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)),
			address);
	read = internet_address_get_name(first);
	assert_string_equal(read ? read : "", name ? name : "");
}

/* What another reader makes of it. */
static void check_meaning(const struct letter *l, const char *me, const char *mail)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(mail, strlen(mail));
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	cleanup_text struct text body = { 0 };
	const char *subject;
	char *text;

	assert_non_null(message);
	subject = g_mime_message_get_subject(message);
	assert_string_equal(subject ? subject : "", l->subject);
	check_addresses(g_mime_message_get_from(message), me, MY_ADDRESS);
	check_addresses(g_mime_message_get_to(message), l->name, l->address);
	check_addresses(g_mime_message_get_cc(message), NULL, NULL);
	check_addresses(g_mime_message_get_bcc(message), NULL, NULL);
	text = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_message_get_mime_part(message)));
	for (const char *c = text; *c; c++)
		if (*c != '\r')
			text_add_bytes(&body, c, 1);
	assert_int_equal(body.size, strlen(l->body) + 1);
	assert_memory_equal(body.data, l->body, strlen(l->body));
	g_free(text);
	g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
}

static void check_mail(const struct letter *l, const char *me)
{
	cleanup_free char *mail = mail_message(l, me, MY_ADDRESS, NOW);

	assert_non_null(mail);
	check_line_ends(mail);
	check_head(mail);
	check_meaning(l, me, mail);
}

/* ---- A link ------------------------------------------------------------------------------------- */

/* Ends of lines are CRLF there. Caller frees. */
static char *decode(const char *text, size_t size)
{
	cleanup_text struct text out = { 0 };

	for (size_t i = 0; i < size; i++) {
		char digits[] = { text[i], i + 1 < size ? text[i + 1] : '\0',
				  i + 2 < size ? text[i + 2] : '\0', '\0' };
		char byte = digits[0];

		if (byte == '%') {
			assert_int_equal(strspn(digits + 1, "0123456789ABCDEF"), 2);
			byte = (char)strtol(digits + 1, NULL, 16);
			i += 2;
		} else {
			assert_true(g_ascii_isalnum(byte) || strchr("-._~@", byte));
		}
		if (byte != '\r')
			text_add_bytes(&out, &byte, 1);
	}
	return text_take(&out);
}

static void check_link(const struct letter *l)
{
	cleanup_free char *uri = mail_uri(l);
	struct {
		const char *name, *value;
		bool seen;
	} fields[] = { { "subject", l->subject, false },
		       { "in-reply-to", l->thread, false },
		       { "body", l->body, false } };
	const char *at = uri + strlen("mailto:");
	size_t size = strcspn(at, "?");
	cleanup_free char *address = decode(at, size);

	assert_true(text_starts(uri, "mailto:"));
	assert_string_equal(address, l->address ? l->address : "");
	for (at += size; *at; at += size) {
		size_t name = strcspn(++at, "="), i = 0;

		size = strcspn(at, "&");
		assert_true(name < size);
		cleanup_free char *value = decode(at + name + 1, size - name - 1);
		while (i < ELEMENTS(fields) &&
		       (strlen(fields[i].name) != name || strncmp(fields[i].name, at, name) != 0))
			i++;
		assert_true(i < ELEMENTS(fields) && !fields[i].seen);
		assert_string_equal(value, fields[i].value);
		fields[i].seen = true;
	}
	for (size_t i = 0; i < ELEMENTS(fields); i++)
		assert_int_equal(fields[i].seen, fields[i].value && *fields[i].value);
}

/* ---- The command that records it ---------------------------------------------------------------- */

/* The next word, as a shell reads it; NULL behind the last. Caller frees. */
static char *shell_word(const char **rest)
{
	cleanup_text struct text word = { 0 };
	bool quoted = false;

	if (!**rest)
		return NULL;
	for (; **rest && (quoted || **rest != ' '); ++*rest)
		if (**rest == '\'')
			quoted = !quoted;
		else if (!quoted && **rest == '\\')
			text_add_bytes(&word, ++*rest, 1);
		else if (quoted || strchr("-_./:=@%+,", **rest) || g_ascii_isalnum(**rest))
			text_add_bytes(&word, *rest, 1);
		else
			fail();
	assert_false(quoted);
	*rest += **rest == ' ';
	return text_take(&word);
}

static void expect_word(const char **rest, const char *expected)
{
	cleanup_free char *word = shell_word(rest);

	assert_non_null(word);
	assert_string_equal(word, expected);
}

static void expect_option(const char **rest, const char *option, const char *value)
{
	expect_word(rest, option);
	expect_word(rest, value);
}

static void check_command(const struct letter *l)
{
	cleanup_free char *command = letter_sent_command(l);
	const char *rest = command;

	expect_word(&rest, "followupctl");
	expect_option(&rest, l->keeps ? "kept" : "sent", l->id);
	if (!l->keeps)
		expect_word(&rest, l->milestone);
	if (!l->keeps && l->name)
		expect_option(&rest, "--to", l->name);
	if (!l->keeps && !text_equal(l->channel, "email"))
		expect_option(&rest, "--via", l->channel);
	if (!l->keeps && *l->subject)
		expect_option(&rest, "--text", l->subject);
	assert_string_equal(rest, "");
}

/* ---- Writing it --------------------------------------------------------------------------------- */

static void see_signs(void *user, const char *name, const char *text)
{
	bool *found = user;

	(void)name;
	*found |= strpbrk(text, "[]{}|\\") != NULL;
}

static void write_to(const struct letter_files *files, const json_t *reply, const json_t *to,
		     const struct letter_wish *wish, bool signs)
{
	cleanup_complaints struct complaints complaints = { 0 };
	cleanup_letter_facts struct letter_facts facts = { 0 };
	cleanup_letter struct letter l = { 0 };
	cleanup_free char *path = NULL;
	const struct language none = { 0 };
	int r = letter_write(files, reply, to, wish, &l, &path, &complaints);

	assert_int_equal(complaints.n, 0);
	if (r < 0)
		return;
	check_prose(l.subject);
	assert_null(strchr(l.subject, '\n'));
	check_prose(l.body);
	if (l.name)
		check_prose(l.name);
	check_blanks(&l, signs);
	check_file(&l);
	letter_facts_init(&facts, reply, NULL, files, &none);
	check_mail(&l, letter_fact(&facts, "me"));
	check_link(&l);
	check_command(&l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *line = input_line(&in);
	cleanup_free char *signature = input_line(&in);
	char *words = line, shipped[] = SHIPPED;
	const char *channel = text_word(&words), *language = text_word(&words);
	const struct letter_wish wish = { channel ? channel : "email", language ? language : "en" };
	const struct letter_files files = { .own = own, .shipped = shipped };
	cleanup_json json_t *reply = answer_read(&in, NULL);
	const json_t *to = json_object_get(reply, "to");
	bool signs = strpbrk(signature, "[]{}|\\") != NULL;

	setlocale(LC_CTYPE, "C.UTF-8");
	answer_strings(reply, NULL, see_signs, &signs);
	write_signature(signature);
	write_to(&files, reply, NULL, &wish, signs);
	for (size_t i = 0; i < json_array_size(to) && i < TO_MAX; i++)
		write_to(&files, reply, json_array_get(to, i), &wish, signs);
	return 0;
}
