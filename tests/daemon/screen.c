/* SPDX-License-Identifier: MIT */
#include "tests/daemon/screen.h"

#include <stdlib.h>

#include "common/text.h"
#include "daemon/buttons.h"
#include "daemon/clock.h"
#include "daemon/presence.h"

static struct screen screen;

/* ---- What stands there -------------------------------------------------------------------------- */

static size_t screen_find(const char *tag)
{
	size_t i = 0;

	while (i < screen.n && !text_equal(screen.tags[i], tag))
		i++;
	return i;
}

void screen_clear(void)
{
	while (screen.n > 0)
		free(screen.tags[--screen.n]);
}

bool screen_has(const char *tag)
{
	return screen_find(tag) < screen.n;
}

void screen_put(const char *tag)
{
	if (!screen_has(tag) && screen.n < SCREEN_MAX)
		screen.tags[screen.n++] = text_copy(tag);
}

void screen_take(const char *tag)
{
	size_t i = screen_find(tag);

	if (i == screen.n)
		return;
	free(screen.tags[i]);
	screen.tags[i] = screen.tags[--screen.n];
}

/* ---- In the place of the helper ----------------------------------------------------------------- */

int helper_init(struct helper *h, sd_event *event, const char *program)
{
	h->event = event;
	h->program = program;
	return 0;
}

void helper_done(struct helper *h)
{
	h->program = NULL;
}

int helper_start(struct helper *h)
{
	(void)h;
	return 1;
}

void helper_stop(struct helper *h)
{
	(void)h;
}

bool helper_hurry(struct helper *h)
{
	(void)h;
	return true;
}

bool helper_runs(const struct helper *h)
{
	(void)h;
	return true;
}

/* The test looks at the pop-ups themselves. */
void helper_tell(struct helper *h, const char *method, json_t *parameters)
{
	(void)h, (void)method;
	json_decref(parameters);
}

void helper_owes(struct helper *h, bool owes)
{
	(void)h, (void)owes;
}

void helper_praise(struct helper *h)
{
	(void)h;
}

/* ---- Somebody is there, and nothing is written -------------------------------------------------- */

bool presence_is_here(struct presence *p)
{
	(void)p;
	return true;
}

void presence_rest(struct presence *p)
{
	(void)p;
}

bool shelf_book_is_bad(const struct shelf *s)
{
	(void)s;
	return false;
}

enum stand_in shelf_stand_in(const struct shelf *s)
{
	(void)s;
	return STAND_IN_LAST_GOOD;
}

int shelf_write_memory(struct shelf *s)
{
	(void)s;
	return 0;
}

int buttons_put(struct popup *u, const struct group *g, bool for_each)
{
	(void)u, (void)g, (void)for_each;
	return 0;
}

usec_t clock_now(void)
{
	return 0;
}
