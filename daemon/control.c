/* SPDX-License-Identifier: MIT */
#include "daemon/control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

#include "common/cleanup.h"
#include "common/frame.h"
#include "common/limits.h"
#include "common/log.h"

#define IDLE_USEC          ((uint64_t)CLIENT_IDLE_SEC * 1000 * 1000)
#define IDLE_ACCURACY_USEC ((uint64_t)1000 * 1000)
/* So many connections are taken in one turn of the loop before everything else has its turn. */
#define ACCEPTS_PER_TURN 16
#define CALLS_PER_TURN   16

struct client {
	struct control *control;
	uint64_t number;
	struct frames frames;
	sd_event_source *io, *idle;
	bool in_call; /* a call is being answered; the next one waits */
	bool oneway;  /* it wants no answer */
	bool leaving; /* goes as soon as its output is out */
};

struct control {
	sd_event *event;
	sd_event_source *listener;
	int listen_fd;
	int spare_fd; /* given up to accept and refuse a connection when file descriptors run out */
	control_call_t called;
	void *user;
	struct client *clients[CLIENTS_MAX]; /* NULL: free */
	uint64_t last_number;
};

static void client_free(struct client *c)
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
		json_pack("{s:s}", "text", "the answer is too large; ask for less of it"));
	int r = text ? frames_put(&c->frames, text, strlen(text)) : -ENOMEM;

	free(text);
	return r;
}

static void client_send(struct client *c, char *text)
{
	int r = text ? frames_put(&c->frames, text, strlen(text)) : -ENOMEM;

	if (r == -ENOBUFS && !frames_has_output(&c->frames))
		r = put_too_large(c);
	if (r < 0) {
		log_warning_errno(r, "Cannot answer a client; dropping it");
		c->leaving = true;
	}
	free(text);
}

static void client_restart_idle(struct client *c)
{
	uint64_t now;

	if (sd_event_now(c->control->event, CLOCK_MONOTONIC, &now) >= 0)
		sd_event_source_set_time(c->idle, now + IDLE_USEC);
	sd_event_source_set_enabled(c->idle, SD_EVENT_ONESHOT);
}

/* Puts a whole message through. False: it is none, and the client is done for. */
static bool client_call(struct client *c, const char *text, size_t size)
{
	struct call call;
	struct asker asker;

	if (call_parse(text, size, &call) < 0) {
		log_info("A client sent something that is no call; dropping it");
		return false;
	}
	c->in_call = true;
	c->oneway = call.oneway;
	asker = (struct asker){ c->control, c->number };
	c->control->called(c->control->user, &asker, &call);
	call_done(&call);
	return true;
}

static struct client *control_find(struct control *c, uint64_t number)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (c->clients[i] && c->clients[i]->number == number)
			return c->clients[i];
	return NULL;
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

static bool is_ours(int fd)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0)
		return false;
	if (peer.uid != geteuid())
		log_notice("Refused a client of uid %u: the socket is for uid %u alone", peer.uid,
			   geteuid());
	return peer.uid == geteuid();
}

static int client_new(struct control *control, int fd, size_t slot)
{
	struct client *c = calloc(1, sizeof(*c));
	int r;

	if (!c) {
		close(fd);
		return -ENOMEM;
	}
	c->control = control;
	c->number = ++control->last_number;
	frames_init(&c->frames, fd, MESSAGE_SIZE_MAX);
	r = sd_event_add_io(control->event, &c->io, fd, EPOLLIN, on_client, c);
	if (r >= 0)
		r = sd_event_add_time_relative(control->event, &c->idle, CLOCK_MONOTONIC, IDLE_USEC,
					       IDLE_ACCURACY_USEC, on_idle, c);
	if (r < 0) {
		client_free(c);
		return r;
	}
	control->clients[slot] = c;
	return 0;
}

static void refuse(int fd)
{
	char *text = error_text(
		"io.followupd.Control.TooManyClients",
		json_pack("{s:i, s:s}", "limit", (int)CLIENTS_MAX, "text",
			  "too many programs talk to followupd at once; close some and try again"));

	/* The socket's buffer is empty: this is written at once or not at all. */
	if (text)
		send(fd, text, strlen(text) + 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	free(text);
	close(fd);
}

static void control_admit(struct control *c, int fd)
{
	size_t slot = 0;

	if (!is_ours(fd)) {
		close(fd);
		return;
	}
	while (slot < CLIENTS_MAX && c->clients[slot])
		slot++;
	if (slot == CLIENTS_MAX) {
		log_warning("Refused a client: %zu are connected already", CLIENTS_MAX);
		refuse(fd);
	} else if (client_new(c, fd, slot) < 0) {
		log_oom();
	}
}

/*
 * A connection that cannot be accepted for want of file descriptors would wake us for ever: take it
 * with the spare one and close it.
 */
static void shed_one(struct control *c)
{
	int fd;

	if (c->spare_fd >= 0)
		close(c->spare_fd);
	fd = accept4(c->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	c->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	log_warning("Refused a client: no file descriptors left");
}

static int on_connection(sd_event_source *s, int listen_fd, uint32_t events, void *user)
{
	struct control *c = user;

	(void)s, (void)events;
	for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
		int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (fd >= 0) {
			control_admit(c, fd);
		} else if (errno == EMFILE || errno == ENFILE) {
			shed_one(c);
			break;
		} else if (errno != EINTR && errno != ECONNABORTED) {
			if (errno != EAGAIN)
				log_warning_errno(-errno, "Cannot accept a connection");
			break;
		}
	}
	return 0;
}

int control_new(struct control **ret, sd_event *event, int listen_fd, control_call_t called,
		void *user)
{
	struct control *c = calloc(1, sizeof(*c));
	int r;

	if (!c)
		return -ENOMEM;
	*c = (struct control){
		.event = event, .listen_fd = listen_fd, .called = called, .user = user
	};
	c->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	r = fcntl(listen_fd, F_SETFL, O_NONBLOCK) < 0
		    ? -errno
		    : 0; /* a client that left before accept() must not stop the daemon */
	if (r >= 0)
		r = sd_event_add_io(event, &c->listener, listen_fd, EPOLLIN, on_connection, c);
	if (r < 0) {
		control_free(c);
		return r;
	}
	*ret = c;
	return 0;
}

void control_free(struct control *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (c->clients[i]) {
			frames_flush(&c->clients[i]->frames); /* an answer given in the last turn */
			client_free(c->clients[i]);
		}
	sd_event_source_disable_unref(c->listener);
	if (c->spare_fd >= 0)
		close(c->spare_fd);
	free(c);
}

static void answer(const struct asker *asker, char *text)
{
	struct client *c = asker->control && asker->client
				   ? control_find(asker->control, asker->client)
				   : NULL;

	if (!c || !c->in_call) {
		free(text);
		return;
	}
	c->in_call = false;
	if (c->oneway)
		free(text);
	else
		client_send(c, text);
	/*
	 * Writable at once: the answer goes, and what was pipelined is served, by the loop rather
	 * than in here.
	 */
	if (sd_event_source_set_io_events(c->io, EPOLLOUT) < 0)
		c->leaving = true;
}

void control_reply(const struct asker *asker, json_t *parameters)
{
	answer(asker, reply_text(parameters, false));
}

void control_error(const struct asker *asker, const char *error, json_t *parameters)
{
	answer(asker, error_text(error, parameters));
}
