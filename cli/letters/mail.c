/* SPDX-License-Identifier: MIT */
#include "cli/letters/mail.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "cli/letters/template.h"
#include "common/cleanup.h"
#include "common/text.h"

/* A line of a mail has at most 998 signs; encoded words are broken into several. */
#define LINE_MAX_PLAIN   900
#define NAME_MAX_PLAIN   60
#define ENCODED_WORD_MAX 63 /* so that one with its frame has at most 75 signs */

/* Each name between the dots of a domain has a letter at the least. */
static bool names_are_whole(const char *domain)
{
	return *domain && *domain != '.' && !strstr(domain, "..") &&
	       domain[strlen(domain) - 1] != '.';
}

bool mail_address_is_good(const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;

	if (!at || at == address || strchr(at + 1, '@') || !names_are_whole(at + 1))
		return false;
	for (const unsigned char *c = (const unsigned char *)address; *c; c++)
		if (*c <= ' ' || *c >= 0x7f || strchr("()<>[],;:\\\"", *c))
			return false;
	return true;
}

/* ---- RFC 6068 ----------------------------------------------------------------------------------- */

/* Everything but RFC 3986's unreserved signs, and those of `keep`, becomes %XX; an end of line CRLF. */
static void add_encoded(struct text *out, const char *text, const char *keep)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					 "0123456789-._~";

	for (; *text; text++) {
		if (*text == '\n')
			text_add(out, "%%0D%%0A");
		else if (strchr(unreserved, *text) || strchr(keep, *text))
			text_add_bytes(out, text, 1);
		else
			text_add(out, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

static void add_field(struct text *out, char *mark, const char *name, const char *value)
{
	text_add(out, "%c%s=", *mark, name);
	add_encoded(out, value, "");
	*mark = '&';
}

char *mail_uri(const struct letter *l)
{
	cleanup_text struct text out = { 0 };
	cleanup_free char *subject = template_line(l->subject);
	char mark = '?';

	if (!subject)
		return NULL;
	text_add(&out, "mailto:");
	if (mail_address_is_good(l->address))
		add_encoded(&out, l->address, "@");
	if (*subject)
		add_field(&out, &mark, "subject", subject);
	if (l->thread)
		add_field(&out, &mark, "in-reply-to", l->thread);
	if (l->body[0])
		add_field(&out, &mark, "body", l->body);
	return text_take(&out);
}

/* ---- RFC 5322 ----------------------------------------------------------------------------------- */

static void unref_object(void *p)
{
	GObject **object = p;

	if (*object)
		g_object_unref(*object);
}
#define cleanup_object __attribute__((cleanup(unref_object)))

static void set_text(GMimeMessage *message, const char *body)
{
	cleanup_object GMimeTextPart *part = g_mime_text_part_new();
	cleanup_free char *text = text_format("%s\n", body);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, text ? text : body);
	g_mime_part_set_content_encoding(GMIME_PART(part),
					 g_mime_part_get_best_content_encoding(
						 GMIME_PART(part), GMIME_ENCODING_CONSTRAINT_7BIT));
	g_mime_message_set_mime_part(message, GMIME_OBJECT(part));
}

/* As many whole characters as one encoded word takes. Returns their bytes. */
static size_t add_encoded_word(struct text *out, const char *text)
{
	cleanup_text struct text word = { 0 };
	size_t size = 0, next;

	for (; text[size] && !word.failed; size = next) {
		size_t before = word.size;

		for (next = size; next == size || ((unsigned char)text[next] & 0xc0) == 0x80;
		     next++)
			if (text[next] == ' ')
				text_add(&word, "_");
			else if (g_ascii_isalnum(text[next]))
				text_add_bytes(&word, &text[next], 1);
			else
				text_add(&word, "=%02X", (unsigned)(unsigned char)text[next]);
		if (size > 0 && word.size > ENCODED_WORD_MAX) {
			word.data[before] = '\0';
			break;
		}
	}
	text_add(out, "%s=?utf-8?Q?%s?=", out->size > 0 ? "\n " : "", word.data ? word.data : "");
	out->failed |= word.failed;
	return size;
}

/* True for ASCII that nobody takes for an encoded word. */
static bool is_plain(const char *text, size_t max)
{
	if (strlen(text) > max)
		return false;
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c >= 0x7f)
			return false;
	return !strstr(text, "=?");
}

/*
 * As encoded words (RFC 2047), one a line. They are Q ones: of B ones in a row, GMime reads what stands behind the first that is filled up
 * with '=' as nothing. Caller frees; NULL: memory is out.
 */
static char *encode_words(const char *text)
{
	cleanup_text struct text out = { 0 };

	while (*text && !out.failed)
		text += add_encoded_word(&out, text);
	return text_take(&out);
}

/* The value is in its final form already. */
static void set_raw(GMimeMessage *message, const char *name, const char *value)
{
	cleanup_free char *raw = value ? text_format(" %s\n", value) : NULL;
	GMimeHeader *header;

	g_mime_object_set_header(GMIME_OBJECT(message), name, "", NULL);
	header = g_mime_header_list_get_header(g_mime_object_get_header_list(GMIME_OBJECT(message)),
					       name);
	if (header && raw)
		g_mime_header_set_raw_value(header, raw);
}

/*
 * A plain name is GMime's to quote. Others are not: it quotes what looks like an encoded word, so that it would be decoded all the same,
 * leaves a '=' as it is in what it encodes itself, and an end of line in what it breaks.
 */
static void set_mailbox(GMimeMessage *message, const char *header, GMimeAddressType type,
			const char *name, const char *address)
{
	cleanup_free char *words =
		name && !is_plain(name, NAME_MAX_PLAIN) ? encode_words(name) : NULL;
	cleanup_free char *value = words ? text_format("%s <%s>", words, address) : NULL;

	if (value)
		set_raw(message, header, value);
	else
		g_mime_message_add_mailbox(message, type, name, address);
}

static void set_headers(GMimeMessage *message, const struct letter *l, const char *subject)
{
	cleanup_free char *name = l->name ? template_line(l->name) : NULL;

	if (mail_address_is_good(l->address))
		set_mailbox(message, "To", GMIME_ADDRESS_TYPE_TO, name, l->address);
	if (*subject) {
		bool plain = is_plain(subject, LINE_MAX_PLAIN);
		cleanup_free char *words = plain ? text_copy(subject) : encode_words(subject);
		set_raw(message, "Subject", words);
	}
	if (l->thread) {
		g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", l->thread, "utf-8");
		g_mime_object_set_header(GMIME_OBJECT(message), "References", l->thread, "utf-8");
	}
	/* Mail programs open a message with this header to be edited and sent. */
	g_mime_object_set_header(GMIME_OBJECT(message), "X-Unsent", "1", "utf-8");
}

static void set_date(GMimeMessage *message, usec_t now)
{
	GDateTime *date = g_date_time_new_from_unix_local(now / USEC_PER_SEC);

	if (!date)
		return;
	g_mime_message_set_date(message, date);
	g_date_time_unref(date);
}

static char *print_message(GMimeMessage *message)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	char *printed, *copy;

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	printed = g_mime_object_to_string(GMIME_OBJECT(message), options);
	copy = text_copy(printed);
	g_free(printed);
	g_mime_format_options_free(options);
	return copy;
}

char *mail_message(const struct letter *l, const char *from_name, const char *from_address,
		   usec_t now)
{
	cleanup_free char *subject = template_line(l->subject);

	if (!subject)
		return NULL;
	g_mime_init();
	cleanup_object GMimeMessage *message = g_mime_message_new(FALSE);
	if (mail_address_is_good(from_address))
		set_mailbox(message, "From", GMIME_ADDRESS_TYPE_FROM, from_name, from_address);
	set_date(message, now);
	set_headers(message, l, subject);
	set_text(message, l->body);
	return print_message(message);
}
