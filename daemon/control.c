/* SPDX-License-Identifier: MIT */
#include "daemon/control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/shortage.h"
#include "common/voice.h"
#include "daemon/control-client.h"
#include "daemon/errors.h"

/* So many connections are taken in one turn of the loop before everything else has its turn. */
#define ACCEPTS_PER_TURN 16
/* How long nobody is let in when there is no file descriptor at all. */
#define REST_USEC ((uint64_t)1000 * 1000)

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

/* The socket's buffer is empty: this is written at once or not at all. */
static void say_at_once(int fd, const char *text)
{
	send(fd, text, strlen(text) + 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void refuse(int fd)
{
	char *text = error_text(
		"io.followupd.Control.TooManyClients",
		json_pack(
			"{s:i, s:s}", "limit", (int)CLIENTS_MAX, "text",
			_("too many programs talk to followupd at once; close some and try again")));

	say_at_once(fd, text ? text : "{\"error\":\"io.followupd.Control.TooManyClients\"}");
	free(text);
	close(fd);
}

static void refuse_short(int fd)
{
	char buffer[SHORT_SIZE];

	say_at_once(fd, client_short(buffer, CONTROL ".Refused", OUT_OF_MEMORY));
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
		refuse_short(fd);
	}
}

static int on_rested(sd_event_source *s, uint64_t usec, void *user)
{
	struct control *c = user;

	(void)s, (void)usec;
	sd_event_source_set_enabled(c->listener, SD_EVENT_ON);
	return 0;
}

/* Who knocks waits at the door. */
static void rest(struct control *c)
{
	if (sd_event_source_set_time_relative(c->rest, REST_USEC) >= 0 &&
	    sd_event_source_set_enabled(c->rest, SD_EVENT_ONESHOT) >= 0)
		sd_event_source_set_enabled(c->listener, SD_EVENT_OFF);
}

/*
 * A connection that cannot be accepted for want of file descriptors would wake us for ever: take it
 * with the spare one and close it. If not even that one can be had, look again a little later.
 */
static void shed_one(struct control *c)
{
	int fd;

	if (c->spare_fd >= 0)
		close(c->spare_fd);
	fd = accept4(c->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	else
		rest(c);
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
	if (r >= 0)
		r = sd_event_add_time(event, &c->rest, CLOCK_MONOTONIC, 0, REST_USEC / 2, on_rested,
				      c);
	if (r >= 0)
		r = sd_event_source_set_enabled(c->rest, SD_EVENT_OFF);
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
	sd_event_source_disable_unref(c->rest);
	if (c->spare_fd >= 0)
		close(c->spare_fd);
	free(c);
}

/* The client that waits for an answer to its call, or NULL. */
static struct client *waiting_client(const struct asker *asker)
{
	struct client *c = asker->control && asker->client
				   ? control_find(asker->control, asker->client)
				   : NULL;

	return c && c->in_call && !c->leaving ? c : NULL;
}

bool control_is_waiting(const struct asker *asker)
{
	return waiting_client(asker) != NULL;
}

bool control_push(const struct asker *asker, json_t *parameters)
{
	struct client *c = waiting_client(asker);
	char *text;

	if (!c || !c->wants_more) {
		control_reply(asker, parameters);
		return false;
	}
	if (frames_output_size(&c->frames) > WATCHER_UNREAD_MAX) {
		log_info("A client that watches does not read; dropping it");
		client_free(c);
		json_decref(parameters);
		return false;
	}
	/* Whoever does not read what waits for it is dropped like one that says nothing. */
	if (!c->watches || !frames_has_output(&c->frames))
		client_restart_idle(c);
	c->watches = true;
	text = reply_text(parameters, true);
	if (!text || (!c->told && shortages() != c->shortages)) {
		free(text);
		control_refuse_short(asker, false);
		return false;
	}
	c->told = true;
	client_send(c, text, NULL);
	client_wake(c);
	return !c->leaving;
}

bool control_is_quiet(const struct control *c)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (c->clients[i])
			return false;
	return true;
}

static void answer(const struct asker *asker, char *text, const char *short_of)
{
	struct client *c = waiting_client(asker);

	if (!c) {
		free(text);
		return;
	}
	if (text && shortages() != c->shortages) {
		free(text);
		text = NULL;
	}
	c->in_call = false;
	if (c->oneway)
		free(text);
	else
		client_send(c, text, short_of);
	client_wake(c);
}

void control_done(const struct asker *asker, json_t *parameters, const char *short_of)
{
	answer(asker, reply_text(parameters, false), short_of);
}

void control_reply(const struct asker *asker, json_t *parameters)
{
	char buffer[SHORT_SIZE];

	control_done(asker, parameters, client_short(buffer, CONTROL ".Refused", OUT_OF_MEMORY));
}

void control_error(const struct asker *asker, const char *error, json_t *parameters)
{
	char buffer[SHORT_SIZE];

	answer(asker, error_text(error, parameters), client_short(buffer, error, OUT_OF_MEMORY));
}

void control_begin(const struct asker *asker)
{
	struct client *c = waiting_client(asker);

	if (c)
		c->shortages = shortages();
}

void control_refuse_short(const struct asker *asker, bool change)
{
	char buffer[SHORT_SIZE];

	log_oom();
	answer(asker, NULL,
	       client_short(buffer, change ? CONTROL ".NotWritten" : CONTROL ".Refused",
			    change ? OUT_OF_MEMORY_UNCHANGED : OUT_OF_MEMORY));
}
