/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "popup/channel.h"
#include "popup/helper.h"
#include "popup/screen.h"
#include "popup/server.h"

struct helper {
	GMainLoop *loop;
	struct channel channel;
	struct server server;
	struct screen screen;
	int exit_code;
};

static void helper_quit(struct helper *h, int exit_code)
{
	if (h->exit_code == POPUP_EXIT_DONE)
		h->exit_code = exit_code;
	g_main_loop_quit(h->loop);
}

/* ---- The channel ---- */

static const struct method {
	const char *name;
	void (*handle)(struct screen *s, json_t *parameters);
} methods[] = {
	{ POPUP_SHOW, screen_show },
	{ POPUP_CLOSE, screen_close },
};

static void on_called(void *user, const struct call *call)
{
	struct helper *h = user;

	for (size_t i = 0; i < ELEMENTS(methods); i++)
		if (strcmp(methods[i].name, call->method) == 0) {
			methods[i].handle(&h->screen, call->parameters);
			return;
		}
	log_debug("Ignoring a call of a method that is not known");
}

static void on_ended(void *user, int error)
{
	bool daemon_is_gone = error == 0 || error == -ECONNRESET || error == -EPIPE;

	if (!daemon_is_gone)
		log_warning_errno(error, "The channel to followupd broke");
	helper_quit(user, daemon_is_gone ? POPUP_EXIT_DONE : POPUP_EXIT_FAILURE);
}

/* ---- The server ---- */

static json_t *capability_array(char **names)
{
	json_t *array = json_array();

	for (size_t i = 0; names && names[i] && i < SERVER_CAPABILITIES_MAX; i++)
		if (strlen(names[i]) <= SERVER_CAPABILITY_MAX)
			json_array_append_new(array, json_string(names[i]));
	return array;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void on_changed(void *user)
{
	struct helper *h = user;
	const struct server *s = &h->server;

	channel_send(&h->channel, POPUP_SERVER,
		     json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s}", "state",
			       server_state_to_text(s->state), "bus", or_empty(s->bus_id), "server",
			       or_empty(s->owner), "name", or_empty(s->name), "vendor",
			       or_empty(s->vendor), "version", or_empty(s->version), "capabilities",
			       capability_array(s->capabilities), "text", s->text));
	if (s->state == SERVER_NO_BUS) {
		log_warning("%s", s->text);
		helper_quit(h, POPUP_EXIT_NO_BUS);
	}
}

static void on_ready(void *user)
{
	struct helper *h = user;

	screen_draw(&h->screen);
}

static void on_found(void *user)
{
	struct helper *h = user;

	screen_sweep(&h->screen);
}

static void on_lost(void *user)
{
	struct helper *h = user;

	screen_lost(&h->screen);
}

/* ---- All of it ---- */

static void helper_open(struct helper *h, int fd, const struct patience *patience)
{
	h->loop = g_main_loop_new(NULL, FALSE);
	h->channel = (struct channel){ .called = on_called, .ended = on_ended, .user = h };
	h->server = (struct server){ .changed = on_changed,
				     .ready = on_ready,
				     .lost = on_lost,
				     .found = on_found,
				     .user = h,
				     .hung_msec = patience->hung_msec };
	memcpy(h->server.rest_msec, patience->rest_msec, sizeof(h->server.rest_msec));
	screen_init(&h->screen, &h->server, &h->channel);
	channel_open(&h->channel, fd);
	server_open(&h->server);
}

static void helper_close(struct helper *h)
{
	screen_done(&h->screen);
	server_close(&h->server);
	channel_close(&h->channel);
	g_main_loop_unref(h->loop);
}

int helper_run(int fd, const struct patience *patience)
{
	struct helper h = { .exit_code = POPUP_EXIT_DONE };

	helper_open(&h, fd, patience);
	g_main_loop_run(h.loop);
	helper_close(&h);
	return h.exit_code;
}
