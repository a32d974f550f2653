/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The words for the facts, as they stand in the book, in the CLI and in JSON: tables from enum to text and back.
 * _from_text() is -EINVAL for an unknown word; _to_text() never NULL ("" for NONE).
 */

#include "etiquette/interview.h"

const char *interview_kind_to_text(enum interview_kind k);
int interview_kind_from_text(const char *text, enum interview_kind *ret);
const char *interview_state_to_text(enum interview_state s);
int interview_state_from_text(const char *text, enum interview_state *ret);
const char *channel_to_text(enum channel c);
int channel_from_text(const char *text, enum channel *ret);
const char *post_to_text(enum post p);
int post_from_text(const char *text, enum post *ret);
const char *rapport_to_text(enum rapport r);
int rapport_from_text(const char *text, enum rapport *ret);
const char *note_kind_to_text(enum note_kind k);
int note_kind_from_text(const char *text, enum note_kind *ret);
const char *outcome_kind_to_text(enum outcome_kind o);
int outcome_kind_from_text(const char *text, enum outcome_kind *ret);

enum name_list {
	NAMES_KIND,
	NAMES_STATE,
	NAMES_CHANNEL,
	NAMES_POST,
	NAMES_RAPPORT,
	NAMES_NOTE,
	NAMES_OUTCOME
};
/* "phone, video, onsite" for error messages. Returns buffer. */
const char *names_listed(enum name_list list, char *buffer, size_t size);
/* The nearest of the list's words for a typo, or NULL. */
const char *names_nearest(enum name_list list, const char *text);
