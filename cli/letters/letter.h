/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A letter that was drafted: to whom, its subject and its text, and the command that records it once it was sent.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/letters/files.h"
#include "common/complaint.h"

struct letter {
	char *name, *address; /* of the recipient, or NULL */
	char *subject;        /* "": it needs none */
	char *body;           /* a line a paragraph, without an end of line behind the last */
	char *thread;         /* the Message-ID it answers, or NULL */
	char *language, *milestone, *channel;
	char *file;    /* the template */
	char *id;      /* of the interview */
	bool keeps;    /* a promise of the user's own */
	char *promise; /* that it is about, where several are open; else NULL */
	size_t n_blanks;
};

struct letter_wish {
	const char *channel;  /* "email" */
	const char *language; /* "en" */
};

/*
 * Writes the letter to one person of the daemon's answer to Draft (NULL: nobody is known). -ENOENT: there is no such template or
 * language; -EINVAL: it is wrong, see complaints; others as letter_file_read(), *ret_path being the file (caller frees, may be NULL).
 */
int letter_write(const struct letter_files *files, const json_t *reply, const json_t *to,
		 const struct letter_wish *wish, struct letter *ret, char **ret_path,
		 struct complaints *complaints);
/* "followupctl sent acme-onsite thank-you --to Dana": what records it once it was sent. Caller frees; NULL: memory is out. */
char *letter_sent_command(const struct letter *l);
void letter_done(struct letter *l);
#define cleanup_letter __attribute__((cleanup(letter_done)))

/* "To: …", "Subject: …", an empty line, the text, an end of line: how a letter stands in a file. Caller frees. */
char *letter_to_text(const struct letter *l);
/* Takes subject and text from such a file, edited. -ENOMEM. */
int letter_from_text(struct letter *l, const char *text);
