/* SPDX-License-Identifier: MIT */

/* Letters that come back from a mail program. */

#include <gmime/gmime.h>
#include <string.h>

#include "cli/letters/mail.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

static void unref_object(void *p)
{
	GObject **object = p;

	if (*object)
		g_object_unref(*object);
}
#define cleanup_object __attribute__((cleanup(unref_object)))

static bool is_encoded(const char *text)
{
	static const char *const signs[] = { TYPED_("Content-Transfer-Encoding: quoted-printable"),
					     TYPED_("Content-Transfer-Encoding: base64"),
					     TYPED_("Content-Type: multipart/") };
	const char *end = strstr(text, "\n\n");
	cleanup_free char *head = end ? text_format("%.*s", (int)(end - text), text) : NULL;

	for (size_t i = 0; head && i < ELEMENTS(signs); i++)
		if (text_contains_fold(head, signs[i]))
			return true;
	return false;
}

/* The first part that is plain text. */
static void find_text(GMimeObject *parent, GMimeObject *part, gpointer user)
{
	GMimeTextPart **found = user;

	(void)parent;
	if (!*found && GMIME_IS_TEXT_PART(part) &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain"))
		*found = GMIME_TEXT_PART(part);
}

static char *say(GMimeMessage *message)
{
	GMimeTextPart *part = NULL;
	cleanup_text struct text out = { 0 };
	char *to, *body;

	g_mime_message_foreach(message, find_text, &part);
	body = part ? g_mime_text_part_get_text(part) : NULL;
	if (!body)
		return NULL;
	to = internet_address_list_to_string(g_mime_message_get_to(message), NULL, FALSE);
	if (to && *to)
		text_add(&out, "To: %s\n", to);
	text_add(&out, "Subject: %s\n\n",
		 g_mime_message_get_subject(message) ? g_mime_message_get_subject(message) : "");
	for (const char *c = body; *c; c++)
		if (*c != '\r')
			text_add_bytes(&out, c, 1);
	g_free(to);
	g_free(body);
	return text_take(&out);
}

char *mail_decode(const char *text)
{
	if (!is_encoded(text))
		return NULL;
	g_mime_init();
	cleanup_object GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
	cleanup_object GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	cleanup_object GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	return message ? say(message) : NULL;
}
