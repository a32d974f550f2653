/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One pop-up: what it says, which milestones it stands for, and how far it got to the screen.
 * popups.h keeps them.
 */

#include <jansson.h>

#include "etiquette/words.h"

enum popup_state {
	POPUP_IS_WAITING, /* wanted, not told to the helper */
	POPUP_IS_TOLD,    /* the helper has it; not confirmed */
	POPUP_IS_SHOWN,
	POPUP_IS_CLOSING, /* no longer wanted; the helper was told and has not said that it is off the screen */
};

/* A milestone in a pop-up: what memory needs to find its row again. */
struct popup_milestone {
	char *key, *tag, *company;
	usec_t start, born;
	bool late;    /* it is past its deadline: this is its late showing */
	bool counted; /* among the pop-ups of this day */
};

/* A button, for all that the pop-up stands for or for the milestones of one tag. */
struct popup_button {
	enum button button;
	char *key, *label;
	char *tag; /* NULL: all */
};

struct popup {
	struct popup *next;
	char *tag;
	struct popup_milestone *milestones;
	size_t n_milestones;
	bool sorted; /* the milestones, by key */
	char *facts; /* what its words rest on; NULL: it has none yet */
	char *summary, *body, *command;
	usec_t words_until; /* midnight, when "tomorrow" is today; USEC_NEVER: no such word */
	struct popup_button buttons[BUTTONS_MAX + 1]; /* a click on the pop-up itself is another */
	size_t n_buttons;
	bool critical;
	enum popup_state state;
	bool asked;   /* closing: this helper was told */
	bool counted; /* among the pop-ups of this day */
	bool kept;    /* of this turn of the agenda */
	bool outdated; /* other words since the helper was told; said once it has shown the old ones */
	bool notice;  /* about the program itself: stays until it is closed */
	bool acted;   /* a button was pressed: its end is told by what the button did */
	bool pressed; /* a button, since it was last shown: that may be why it goes */
	unsigned failures;
	usec_t shown_at; /* it last came up, not counting other words; USEC_NEVER: not in this life */
	uint64_t up_usec;   /* CLOCK_MONOTONIC: its words came up; 0: never */
	char *bus, *server; /* where it stands or stood, for replacing it */
	uint32_t id;
};

void popup_free(struct popup *p);
/*
 * Counted as a showing of it once it is on screen, if `due`; else it only stands there again.
 * -ENOMEM.
 */
int popup_add_milestone(struct popup *p, const struct milestone *m, bool due);
/* The milestone's part in the pop-up; NULL: none. */
struct popup_milestone *popup_find_milestone(struct popup *p, const char *key);
/* `tag` NULL: for all. -ENOMEM. More than BUTTONS_MAX are ignored. */
int popup_add_button(struct popup *p, enum button b, const char *tag, const char *label);
/* What a click on the pop-up itself does, comes after its buttons: the same as that button would. -ENOMEM. */
int popup_add_click(struct popup *p, enum button b, const char *label);
void popup_clear_buttons(struct popup *p);
/* Gives it its words (taken over); what is on screen is changed in place. */
void popup_say(struct popup *p, struct popup_words *words, bool critical);
/* The parameters of Show (common/popup-protocol.h). */
json_t *popup_to_json(const struct popup *p);
/* The parameters of Close: its tag, and the place where it stood if it is known. */
json_t *popup_to_json_place(const struct popup *p);
