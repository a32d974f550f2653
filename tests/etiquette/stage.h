/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A stage on which a hiring process is played: time jumps from one pop-up to the next, memory is kept as the daemon keeps it,
 * and a user of some character reacts. What came up is written down.
 */

#include "tests/etiquette/facts.h"

enum character {
	ACTS,      /* does at once what a pop-up asks for */
	DISMISSES, /* closes every pop-up and does nothing */
	AWAY,      /* never sees one: each goes away by itself */
	STARES,    /* leaves every pop-up on the screen */
	SNOOZES,   /* presses Later the first three times, then closes it */
};

#define SCENES_MAX 64

/* One pop-up. */
struct scene {
	usec_t at;
	enum rule_id rule;
	char tag[120];
	size_t n; /* milestones in it */
	bool late, pressing;
	unsigned shown; /* the first one's, this time counted */
	unsigned of;
};

struct stage {
	struct facts *facts;
	enum character user;
	usec_t now;
	struct scene scenes[SCENES_MAX];
	size_t n_scenes;
	size_t steps;
	uint64_t label; /* the seed it was made of, for when it fails */
	/* Looks at every plan that is made; may be NULL. */
	void (*look)(struct stage *s, const struct plan *p);
	void *context;
};

void stage_init(struct stage *s, struct facts *f, enum character user, usec_t from);
/* Plays until then. */
void stage_play(struct stage *s, usec_t until);
/* Does what the milestone asks for, as a line in the book. */
void stage_act(struct stage *s, const struct milestone *m);
/* Prints what came up. */
void stage_print(const struct stage *s);
