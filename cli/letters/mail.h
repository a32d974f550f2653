/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A letter in the forms in which mail programs take it. Nothing is ever sent. Whatever the facts hold, a header is one
 * header: no fact can add another, nor a further recipient.
 */

#include "cli/letters/letter.h"
#include "common/time.h"

/* True if it is plainly one address: one '@', none of the signs that separate or quote addresses, no empty name in its domain. */
bool mail_address_is_good(const char *address);

/* "mailto:dana@acme.example?subject=…&body=…" by RFC 6068. Caller frees; NULL: memory is out. */
char *mail_uri(const struct letter *l);

/*
 * A message by RFC 5322 and MIME, CRLF line ends, without Message-ID; `from` ("Name", an address or NULL) is who writes.
 * Caller frees; NULL: memory is out.
 */
char *mail_message(const struct letter *l, const char *from_name, const char *from_address,
		   usec_t now);

/*
 * A mail whose text is encoded (quoted-printable, base64, several parts), as letter_to_text() has it. Caller frees; NULL: it
 * is none, and can be read as it is.
 */
char *mail_decode(const char *text);
