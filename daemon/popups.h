/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The pop-ups that are wanted or on screen. The agenda says at each turn which there should be
 * (begin, want or keep, settle); this makes it so through the helper, remembers each showing and
 * how it ended, and hands buttons on. A closed pop-up is never a done milestone.
 */

#include "daemon/helper.h"
#include "daemon/popup.h"
#include "daemon/shelf.h"

/* What the helper last said of the notification server. */
struct server_state {
	char *state, *name, *text, *refusal; /* why it took the last one not */
	bool closes_at_once;                 /* as it did with the last one */
};

struct popups {
	struct helper helper;
	struct popup *first; /* struct popup.next */
	struct server_state server;
	char *fault_said; /* what is wrong with the book, as the last pop-up about it said; NULL: nothing */
	sd_event_source *retry; /* after a server refused one */
	bool listens;           /* something is held for a server's quiet */
	struct shelf *shelf;
	const char *(*zone)(void *user);
	void (*changed)(void *user);        /* memory changed: travel the road again */
	void (*server_changed)(void *user); /* `server` did */
	/*
	 * 1: it changes something, which will be told by another turn; 0 or negative: nothing is
	 * changed
	 */
	int (*pressed)(void *user, const struct popup *p, const struct popup_button *b,
		       const char *token);
	void *user;
};

int popups_init(struct popups *p, sd_event *event, const char *program, struct shelf *shelf);
void popups_done(struct popups *p);

/*
 * One turn of the agenda. What is neither wanted nor kept until popups_settle() is taken off the
 * screen.
 */
void popups_begin(struct popups *p);
/* The pop-up with that milestone in it, or NULL. Borrowed. */
struct popup *popups_holding(struct popups *p, const char *key);
struct popup *popups_find(struct popups *p, const char *tag);
/* Makes one, kept; -ENOMEM. */
int popups_add(struct popups *p, const char *tag, struct popup **ret);
/* `listen`: the helper stays, be there a pop-up or not, to hear when the server ends its quiet. */
void popups_settle(struct popups *p, bool listen);
/* Why the server does not take a pop-up that is wanted; NULL: it does. Borrowed. */
const char *popups_refusal(const struct popups *p);
/* The server does not want to disturb its user, as far as anybody listens to it. */
bool popups_are_hushed(const struct popups *p);
/*
 * Takes off the screen what stands there, since soon nobody will hear its buttons. Memory keeps it: it
 * stands there again at the next start.
 */
void popups_leave(struct popups *p);

/* A button was refused: where its pop-up still stands, buttons may be pressed again. */
void popups_forgive(struct popups *p);

/* At the start: what memory says is on the screen, to be taken over by the agenda or let go. -ENOMEM. */
int popups_recall(struct popups *p);
/*
 * What is waited with is tried again at once, and the server asked anew unless the helper, which knows
 * it, runs.
 */
void popups_hurry(struct popups *p);
/*
 * Shows a pop-up about the program itself, which stands for no milestone; takes over the words.
 * -ENOMEM.
 */
int popups_notice(struct popups *p, const char *tag, struct popup_words *words);
