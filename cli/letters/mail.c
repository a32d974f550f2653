/* SPDX-License-Identifier: MIT */
#include "cli/letters/mail.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "cli/letters/template.h"
#include "common/cleanup.h"
#include "common/text.h"

#define ENCODED_BYTES_MAX 42 /* so that an encoded word stays below 75 signs */

bool mail_address_is_good(const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;

	if (!at || at == address || !at[1] || strchr(at + 1, '@'))
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

/*
 * Plain ASCII goes as it is, but what already looks like an encoded word would be decoded by whoever reads it: then, and for all
 * other text, each piece becomes one (RFC 2047). Caller frees; NULL: memory is out.
 */
static char *encode_words(const char *text)
{
	cleanup_text struct text out = { 0 };
	bool plain = !strstr(text, "=?");

	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		plain = plain && *c < 0x7f;
	if (plain)
		return text_copy(text);
	for (size_t size; *text; text += size) {
		size = strnlen(text, ENCODED_BYTES_MAX);
		while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
			size--;
		gchar *piece = g_base64_encode((const guchar *)text, size);
		text_add(&out, "%s=?utf-8?B?%s?=", out.size > 0 ? "\n " : "", piece);
		g_free(piece);
	}
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

/* A name that GMime would quote, so that what looks like an encoded word in it would be decoded all the same. */
static void set_recipient(GMimeMessage *message, const struct letter *l, const char *name)
{
	cleanup_free char *words = name && strstr(name, "=?") ? encode_words(name) : NULL;
	cleanup_free char *value = words ? text_format("%s <%s>", words, l->address) : NULL;

	if (value)
		set_raw(message, "To", value);
	else
		g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, name, l->address);
}

static void set_headers(GMimeMessage *message, const struct letter *l, const char *subject)
{
	cleanup_free char *name = l->name ? template_line(l->name) : NULL;

	if (mail_address_is_good(l->address))
		set_recipient(message, l, name);
	if (*subject) {
		cleanup_free char *words = encode_words(subject);
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
		g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, from_name,
					   from_address);
	set_date(message, now);
	set_headers(message, l, subject);
	set_text(message, l->body);
	return print_message(message);
}
