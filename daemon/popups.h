/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The pop-ups that are wanted or on screen. The agenda says at each turn which there should be (begin, want or keep, settle); this makes it so through the helper, remembers
 * each showing and how it ended, and hands buttons on. A closed pop-up is never a done milestone.
 */

#include "daemon/helper.h"
#include "daemon/shelf.h"
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

/* What the helper last said of the notification server. */
struct server_state {
	char *state, *name, *text;
};

struct popups {
	struct helper helper;
	struct popup *first; /* struct popup.next */
	struct server_state server;
	char *fault_said; /* what is wrong with the book, as the last pop-up about it said; NULL: nothing */
	sd_event_source *retry; /* after a server refused one */
	struct shelf *shelf;
	const char *(*zone)(void *user);
	void (*changed)(void *user); /* memory changed: travel the road again */
	void (*pressed)(void *user, const struct popup *p, enum button b, const char *token);
	void *user;
};

int popups_init(struct popups *p, sd_event *event, const char *program, struct shelf *shelf);
void popups_done(struct popups *p);

/* One turn of the agenda. What is neither wanted nor kept until popups_settle() is taken off the screen. */
void popups_begin(struct popups *p);
/* The pop-up with that milestone in it, or NULL. Borrowed. */
struct popup *popups_holding(struct popups *p, const char *key);
struct popup *popups_find(struct popups *p, const char *tag);
/* Makes one, kept; -ENOMEM. */
int popups_add(struct popups *p, const char *tag, struct popup **ret);
int popup_add_milestone(struct popup *p, const struct milestone *m);
/* Gives it its words (taken over) and buttons; one on screen with other words before is changed in place. `again`: this is a further showing. */
void popup_say(struct popup *p, struct popup_words *words, const enum button buttons[BUTTONS_MAX],
	       bool critical, bool again);
void popups_settle(struct popups *p);

/* Shows a pop-up about the program itself, which stands for no milestone; takes over the words. -ENOMEM. */
int popups_notice(struct popups *p, const char *tag, struct popup_words *words);
