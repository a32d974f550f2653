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
	char *key, *company;
	usec_t start;
};

struct popup {
	struct popup *next;
	char *tag;
	struct popup_milestone *milestones;
	size_t n_milestones;
	char *facts; /* what its words rest on; NULL: it has none yet */
	char *summary, *body, *command;
	enum button buttons[BUTTONS_MAX];
	size_t n_buttons;
	bool critical;
	enum popup_state state;
	bool counted; /* this showing is in memory already: put back after a restart, or only its words changed */
	bool kept;   /* of this turn of the agenda */
	bool notice; /* about the program itself: stays until it is closed */
	bool acted;  /* a button was pressed: its end is told by what the button did */
	unsigned failures;
	char *bus, *server; /* where it stands or stood, for replacing it */
	uint32_t id;
};

void popup_free(struct popup *p);
int popup_add_milestone(struct popup *p, const struct milestone *m);
/*
 * Gives it its words (taken over) and buttons; one on screen with other words before is changed in
 * place. `again`: this is a further showing.
 */
void popup_say(struct popup *p, struct popup_words *words, const enum button buttons[BUTTONS_MAX],
	       bool critical, bool again);
/* The parameters of Show (common/popup-protocol.h). */
json_t *popup_to_json(const struct popup *p);
/* The parameters of Close: its tag, and the place where it stood if it is known. */
json_t *popup_to_json_place(const struct popup *p);
