/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <glib-unix.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/log.h"
#include "popup/channel.h"

static void channel_end(struct channel *c, int error)
{
	g_clear_handle_id(&c->source, g_source_remove);
	g_clear_handle_id(&c->out_source, g_source_remove);
	c->ended(c->user, error);
}

static void channel_take(struct channel *c, const char *text, size_t size)
{
	cleanup_call struct call call = { 0 };

	if (call_parse(text, size, &call) < 0)
		log_warning("Ignoring a malformed message of %zu bytes", size);
	else
		c->called(c->user, &call);
}

static gboolean on_readable(int fd, GIOCondition condition, void *user)
{
	struct channel *c = user;
	const char *text;
	size_t size;
	(void)fd, (void)condition;

	int r = frames_fill(&c->frames);
	while (c->source && frames_next(&c->frames, &text, &size) > 0)
		channel_take(c, text, size);
	if (c->source && (r < 0 || c->frames.ended)) {
		c->source = 0; /* removed by what is returned */
		channel_end(c, r);
		return G_SOURCE_REMOVE;
	}
	return c->source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void channel_open(struct channel *c, int fd)
{
	frames_init(&c->frames, fd, MESSAGE_SIZE_MAX);
	c->source = g_unix_fd_add(fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, c);
}

void channel_close(struct channel *c)
{
	g_clear_handle_id(&c->source, g_source_remove);
	g_clear_handle_id(&c->out_source, g_source_remove);
	frames_done(&c->frames);
}

static gboolean on_writable(int fd, GIOCondition condition, void *user)
{
	struct channel *c = user;
	(void)fd, (void)condition;

	int r = frames_flush(&c->frames);
	if (r > 0)
		return G_SOURCE_CONTINUE;
	c->out_source = 0;
	if (r < 0)
		channel_end(c, r);
	return G_SOURCE_REMOVE;
}

static int channel_put(struct channel *c, const char *method, json_t *parameters)
{
	cleanup_free char *text = call_text(method, parameters, false, true);
	if (!text)
		return -ENOMEM;
	int r = frames_put(&c->frames, text, strlen(text));
	return r < 0 ? r : frames_flush(&c->frames);
}

void channel_send(struct channel *c, const char *method, json_t *parameters)
{
	if (!c->source) {
		json_decref(parameters);
		return; /* ended */
	}
	int r = channel_put(c, method, parameters);
	if (r < 0)
		channel_end(c, r);
	else if (r > 0 && !c->out_source)
		c->out_source = g_unix_fd_add(c->frames.fd, G_IO_OUT, on_writable, c);
}
