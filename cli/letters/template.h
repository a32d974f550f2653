/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A letter with places to fill in:
 *
 *	{topic}         the fact; {Topic} the same beginning with a capital
 *	{?what to say}  a blank that the user must fill: it stands in the letter as [[what to say]]
 *	{!late}         says nothing, but needs the fact
 *	[a|b|c]         the first part whose facts are all there; if there is none, nothing
 *	\               takes its meaning from the sign behind it; at the end of a line: the line ends there
 *	# …             a comment, up to the end of the line, where the line begins with it
 *
 * Lines of a paragraph are joined; lines that begin with "- " stay lines. Behind the first empty line is the letter, before it
 * "Subject: …".
 */

#include <stdbool.h>
#include <stddef.h>

#include "common/complaint.h"

#define TEMPLATE_DEPTH_MAX 8
#define BLANK_OPEN         "[["
#define BLANK_CLOSE        "]]"

/* What there is to fill in. */
struct template_facts {
	bool (*is_known)(const char *name); /* is there such a place at all */
	/* The fact as one line, borrowed, or NULL if it is missing. '\v' in it stands for an end of line. */
	const char *(*get)(void *user, const char *name);
	void *user;
};

/*
 * Fills a template. The subject may be "". Both are the caller's to free. -EINVAL: the template is wrong, see complaints;
 * -ENOMEM.
 */
int template_fill(const char *file, const char *text, const struct template_facts *facts,
		  char **ret_subject, char **ret_body, struct complaints *complaints);

/* Blanks left in a text; the words of the nth in *ret unless NULL, caller frees. */
size_t template_count_blanks(const char *text);
char *template_blank(const char *text, size_t nth);

/*
 * What comes from outside as one harmless line: no controls, no marks that turn the direction of writing, single blanks.
 * Caller frees; NULL: memory is out.
 */
char *template_line(const char *text);
