/* SPDX-License-Identifier: MIT */
#include "daemon/control-client.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/shortage.h"
#include "common/voice.h"
#include "daemon/errors.h"

#define IDLE_USEC          ((uint64_t)CLIENT_IDLE_SEC * 1000 * 1000)
#define IDLE_ACCURACY_USEC ((uint64_t)1000 * 1000)
/* So many calls of one client are answered before everything else has its turn. */
#define CALLS_PER_TURN 16

void client_free(struct client *c)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (c->control->clients[i] == c)
			c->control->clients[i] = NULL;
	sd_event_source_disable_unref(c->io);
	sd_event_source_disable_unref(c->idle);
	frames_done(&c->frames);
	free(c);
}

/* An answer that is larger than a message may be becomes a refusal that says so. */
static int put_too_large(struct client *c)
{
	char *text = error_text(
		"io.followupd.Control.Refused",
		json_pack("{s:s}", "text", _("the answer is too large; ask for less of it")));
	int r = text ? frames_put(&c->frames, text, strlen(text)) : -ENOMEM;

	free(text);
	return r;
}

/* On the stack, since there is no memory. Words that would need escaping are said in English. */
const char *client_short(char buffer[static SHORT_SIZE], const char *error, const char *words)
{
	const char *said = _(words);

	snprintf(buffer, SHORT_SIZE, "{\"error\":\"%s\",\"parameters\":{\"text\":\"%s\"}}", error,
		 strpbrk(said, "\"\\\n") || strlen(said) > SHORT_SIZE / 2 ? words : said);
	return buffer;
}

void client_send(struct client *c, char *text, const char *short_of)
{
	int r = text ? frames_put(&c->frames, text, strlen(text)) : -ENOMEM;

	if (r == -ENOBUFS && !frames_has_output(&c->frames))
		r = put_too_large(c);
	if (r == -ENOMEM && short_of)
		r = frames_put(&c->frames, short_of, strlen(short_of));
	if (r < 0) {
		log_warning_errno(r, "Cannot answer a client; dropping it");
		c->leaving = true;
	}
	free(text);
}

void client_restart_idle(struct client *c)
{
	uint64_t now;

	if (sd_event_now(c->control->event, CLOCK_MONOTONIC, &now) >= 0)
		sd_event_source_set_time(c->idle, now + IDLE_USEC);
	sd_event_source_set_enabled(c->idle, SD_EVENT_ONESHOT);
}

/* Puts a whole message through. False: it is none, and the client is done for. */
static bool client_call(struct client *c, const char *text, size_t size)
{
	char buffer[SHORT_SIZE];
	struct call call;
	struct asker asker;
	int r;

	c->shortages = shortages();
	r = call_parse(text, size, &call);
	if (r == -ENOMEM) {
		log_oom();
		client_send(c, NULL, client_short(buffer, CONTROL ".Refused", OUT_OF_MEMORY));
		return true;
	}
	if (r < 0) {
		log_info("A client sent something that is no call; dropping it");
		return false;
	}
	c->in_call = true;
	c->oneway = call.oneway;
	c->wants_more = call.more && !call.oneway;
	c->watches = c->told = false;
	asker = (struct asker){ .control = c->control, .client = c->number };
	c->control->called(c->control->user, &asker, &call);
	call_done(&call);
	return true;
}

struct client *control_find(struct control *c, uint64_t number)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (c->clients[i] && c->clients[i]->number == number)
			return c->clients[i];
	return NULL;
}

void client_wake(struct client *c)
{
	/* Writable at once: by the loop rather than in here, where the caller still holds the client. */
	if (sd_event_source_set_io_events(c->io, EPOLLOUT) < 0)
		c->leaving = true;
}

/* What the client's next event would be. */
static uint32_t client_events(const struct client *c, int unsent, unsigned calls)
{
	if (unsent > 0)
		return EPOLLOUT;
	if (c->in_call)
		return 0; /* nothing more is read until it is answered: the kernel holds the client back */
	return calls == 0
		       ? EPOLLOUT
		       : EPOLLIN; /* out of turn with calls left: the socket is writable, so we are back at once */
}

/*
 * Writes, and takes calls as long as each is answered at once. The client may be freed on return.
 */
static void client_serve(struct client *c)
{
	struct control *control = c->control;
	uint64_t number = c->number;
	unsigned calls = CALLS_PER_TURN;
	const char *text;
	size_t size;
	int unsent = 0;

	while (calls > 0) {
		unsent = frames_flush(&c->frames);
		if (unsent < 0 || (unsent == 0 && c->leaving))
			return client_free(c);
		if (unsent > 0 || c->in_call)
			break;
		if (frames_next(&c->frames, &text, &size) <= 0) {
			if (c->frames.ended)
				return client_free(c);
			break;
		}
		calls--;
		if (!client_call(c, text, size))
			return client_free(c);
		c = control_find(control, number);
		if (!c)
			return;
	}
	if (c->watches && unsent == 0)
		sd_event_source_set_enabled(c->idle, SD_EVENT_OFF);
	else
		client_restart_idle(c);
	if (sd_event_source_set_io_events(c->io, client_events(c, unsent, calls)) < 0)
		client_free(c);
}

static int on_client(sd_event_source *s, int fd, uint32_t events, void *user)
{
	struct client *c = user;
	int r;

	(void)s, (void)fd;
	if (events & EPOLLIN) {
		r = frames_fill(&c->frames);
		if (r == -EMSGSIZE)
			log_info("A client sent a message of more than %zu bytes; dropping it",
				 MESSAGE_SIZE_MAX);
		if (r < 0)
			client_free(c);
		else
			client_serve(c);
	} else if (events & EPOLLOUT) {
		client_serve(c);
	} else if (events & (EPOLLHUP | EPOLLERR)) {
		client_free(c);
	}
	return 0;
}

static int on_idle(sd_event_source *s, uint64_t usec, void *user)
{
	struct client *c = user;

	(void)s, (void)usec;
	log_debug("A client said or read nothing for %d s; dropping it", CLIENT_IDLE_SEC);
	client_free(c);
	return 0;
}

int client_new(struct control *control, int fd, size_t slot)
{
	struct client *c = calloc(1, sizeof(*c));
	int r;

	if (!c)
		return -ENOMEM;
	c->control = control;
	c->number = ++control->last_number;
	frames_init(&c->frames, fd, MESSAGE_SIZE_MAX);
	r = frames_reserve(&c->frames);
	if (r >= 0)
		r = sd_event_add_io(control->event, &c->io, fd, EPOLLIN, on_client, c);
	if (r >= 0)
		r = sd_event_add_time_relative(control->event, &c->idle, CLOCK_MONOTONIC, IDLE_USEC,
					       IDLE_ACCURACY_USEC, on_idle, c);
	if (r < 0) {
		c->frames.fd = -1;
		client_free(c);
		return r;
	}
	control->clients[slot] = c;
	return 0;
}
