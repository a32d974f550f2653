/* SPDX-License-Identifier: MIT */
#pragma once

/* How the rules of rules.c look at a letter: one function a kind of rule. */

#include "cli/letters/check.h"

/* looks-words.c: lists of words */
void look_phrases(struct check *c, const struct check_rule *rule); /* each match is a fault */
void look_missing(struct check *c, const struct check_rule *rule); /* no match at all is one */
void look_missing_good(struct check *c, const struct check_rule *rule);
void look_more_than_once(struct check *c, const struct check_rule *rule); /* in two sentences */
void look_once(struct check *c, const struct check_rule *rule); /* in no sentence, or in two */
void look_first(struct check *c,
		const struct check_rule *rule); /* not in the first two sentences */
void look_first_choice(struct check *c, const struct check_rule *rule);

/* looks-form.c: the form */
void look_blank(struct check *c, const struct check_rule *rule);
void look_greeting(struct check *c, const struct check_rule *rule);
void look_closing(struct check *c, const struct check_rule *rule);
void look_subject(struct check *c, const struct check_rule *rule);
void look_length(struct check *c, const struct check_rule *rule);
void look_questions(struct check *c, const struct check_rule *rule);
void look_exclamations(struct check *c, const struct check_rule *rule);
void look_emoji(struct check *c, const struct check_rule *rule);

/* looks-facts.c: what the book knows */
void look_topic(struct check *c, const struct check_rule *rule);
void look_concern(struct check *c, const struct check_rule *rule);
void look_note(struct check *c, const struct check_rule *rule);
void look_other_company(struct check *c, const struct check_rule *rule);

/* alike.c and spelling.c */
void look_alike(struct check *c, const struct check_rule *rule);
void look_spelling(struct check *c, const struct check_rule *rule);
