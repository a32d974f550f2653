/* SPDX-License-Identifier: MIT */

/* The control socket by real clients: what they send wrongly harms only themselves. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "daemon/control.h"

struct world {
	sd_event *event;
	struct control *control;
	int listen_fd;
	struct sockaddr_un address;
	socklen_t address_size;
	struct asker held; /* of the last call of "a.Hold" */
	unsigned calls;
};

static void on_call(void *user, const struct asker *asker, const struct call *call)
{
	struct world *w = user;

	w->calls++;
	if (text_equal(call->method, "a.Hold") || text_equal(call->method, "a.Watch"))
		w->held = *asker;
	else if (text_equal(call->method, "a.Fail"))
		control_error(asker, "a.Failed", NULL);
	else
		control_reply(asker, json_pack("{s:s}", "method", call->method));
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	assert_return_code(sd_event_new(&w->event), 0);
	w->listen_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	w->address.sun_family = AF_UNIX; /* autobind: an abstract name of the kernel's choice */
	assert_return_code(bind(w->listen_fd, (struct sockaddr *)&w->address, sizeof(sa_family_t)),
			   errno);
	w->address_size = sizeof(w->address);
	assert_return_code(
		getsockname(w->listen_fd, (struct sockaddr *)&w->address, &w->address_size), errno);
	assert_return_code(listen(w->listen_fd, 128), errno);
	assert_return_code(control_new(&w->control, w->event, w->listen_fd, on_call, w), 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	control_free(w->control);
	close(w->listen_fd);
	sd_event_unref(w->event);
	free(w);
	return 0;
}

/* Lets the loop do all that it can do without waiting. */
static void settle(struct world *w)
{
	while (sd_event_run(w->event, 0) > 0)
		;
}

static int client(struct world *w)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_return_code(connect(fd, (struct sockaddr *)&w->address, w->address_size), errno);
	settle(w);
	return fd;
}

static void say(struct world *w, int fd, const char *text, size_t size)
{
	assert_int_equal(send(fd, text, size, MSG_NOSIGNAL), size);
	settle(w);
}

/* What came in, NULs shown as '|'; "" for the end, NULL if there is nothing. */
static const char *hear(int fd, char buffer[static 4096])
{
	ssize_t n = recv(fd, buffer, 4095, 0);

	if (n < 0)
		return NULL;
	for (ssize_t i = 0; i < n; i++)
		if (buffer[i] == '\0')
			buffer[i] = '|';
	buffer[n] = '\0';
	return buffer;
}

#define CALL(name)       "{\"method\":\"" name "\"}"
#define SAY(w, fd, text) say((w), (fd), (text), sizeof(text))

/* Several answers to one call, and what was pipelined only after the last. */
static void more_answers_than_one(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	SAY(w, fd,
	    "{\"method\":\"a.Watch\",\"more\":true}"
	    "\0" CALL("a.Two"));
	assert_true(control_is_waiting(&w->held));
	assert_true(control_push(&w->held, json_pack("{s:i}", "n", 1)));
	assert_true(control_push(&w->held, json_pack("{s:i}", "n", 2)));
	settle(w);
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"n\":1},\"continues\":true}|"
					      "{\"parameters\":{\"n\":2},\"continues\":true}|");
	control_reply(&w->held, NULL);
	settle(w);
	assert_string_equal(hear(fd, buffer),
			    "{\"parameters\":{}}|{\"parameters\":{\"method\":\"a.Two\"}}|");
	assert_false(control_push(&w->held, NULL));
}

/* Whoever asked for one answer gets one; whoever wants none, or is gone, gets none. */
static void no_more_than_was_asked_for(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	SAY(w, fd, CALL("a.Watch"));
	assert_false(control_push(&w->held, json_pack("{s:i}", "n", 1)));
	settle(w);
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"n\":1}}|");
	SAY(w, fd, "{\"method\":\"a.Watch\",\"more\":true,\"oneway\":true}");
	assert_false(control_push(&w->held, json_pack("{s:i}", "n", 1)));
	settle(w);
	assert_null(hear(fd, buffer));
	SAY(w, fd, "{\"method\":\"a.Watch\",\"more\":true}");
	close(TAKE_FD(fd));
	settle(w);
	assert_false(control_is_waiting(&w->held));
	assert_false(control_push(&w->held, json_pack("{s:i}", "n", 1)));
}

static void answers_in_order(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	SAY(w, fd, CALL("a.One") "\0" CALL("a.Fail") "\0" CALL("a.Two"));
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"method\":\"a.One\"}}|"
					      "{\"error\":\"a.Failed\",\"parameters\":{}}|"
					      "{\"parameters\":{\"method\":\"a.Two\"}}|");
}

static void one_call_in_flight(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	SAY(w, fd, CALL("a.Hold") "\0" CALL("a.Two"));
	assert_int_equal(w->calls, 1);
	assert_null(hear(fd, buffer));
	control_reply(&w->held, NULL);
	settle(w);
	assert_int_equal(w->calls, 2);
	assert_string_equal(hear(fd, buffer),
			    "{\"parameters\":{}}|{\"parameters\":{\"method\":\"a.Two\"}}|");
	control_reply(&w->held, NULL); /* once more: harmless */
	settle(w);
	assert_null(hear(fd, buffer));
}

static void answer_to_one_who_left(void **state)
{
	struct world *w = *state;
	int fd = client(w);

	SAY(w, fd, CALL("a.Hold"));
	close(fd);
	settle(w);
	control_reply(&w->held, NULL);
	settle(w);
}

static void oneway_is_not_answered(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	SAY(w, fd, "{\"method\":\"a.One\",\"oneway\":true}\0" CALL("a.Two"));
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"method\":\"a.Two\"}}|");
}

static void half_closed_is_still_answered(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	assert_int_equal(send(fd, CALL("a.One"), sizeof(CALL("a.One")), 0), sizeof(CALL("a.One")));
	shutdown(fd, SHUT_WR);
	settle(w);
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"method\":\"a.One\"}}|");
	assert_string_equal(hear(fd, buffer), "");
}

static void nonsense_harms_only_its_sender(void **state)
{
	static const struct {
		const char *text;
		size_t size;
	} rows[] = {
		{ "hello", 6 },
		{ "", 1 },
		{ "{}", 3 },
		{ "[1]", 4 },
		{ "{\"method\":7}", 13 },
		{ "{\"method\":\"a\",\"method\":\"b\"}", 28 },
		{ "\xff\xfe\xfd", 4 },
	};
	struct world *w = *state;
	cleanup_close int good = client(w);
	char buffer[4096];

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_close int bad = client(w);

		say(w, bad, rows[i].text, rows[i].size);
		assert_string_equal(hear(bad, buffer), "");
	}
	SAY(w, good, CALL("a.One"));
	assert_string_equal(hear(good, buffer), "{\"parameters\":{\"method\":\"a.One\"}}|");
}

static void pieces_make_a_call(void **state)
{
	static const char call[] = CALL("a.One");
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char buffer[4096];

	for (size_t i = 0; i < sizeof(call); i++)
		say(w, fd, call + i, 1);
	assert_string_equal(hear(fd, buffer), "{\"parameters\":{\"method\":\"a.One\"}}|");
}

static void too_much_is_dropped(void **state)
{
	struct world *w = *state;
	cleanup_close int fd = client(w);
	char chunk[4096], buffer[4096];
	size_t sent = 0;
	ssize_t n;

	memset(chunk, 'x', sizeof(chunk));
	while (sent < 2 * MESSAGE_SIZE_MAX &&
	       (n = send(fd, chunk, sizeof(chunk), MSG_NOSIGNAL)) > 0) {
		sent += (size_t)n;
		settle(w);
	}
	assert_true(sent >= MESSAGE_SIZE_MAX);
	assert_true(sent < 2 * MESSAGE_SIZE_MAX);
	n = recv(fd, buffer, sizeof(buffer), 0);
	assert_true(n == 0 || (n < 0 && errno == ECONNRESET));
}

static void one_too_many_is_told(void **state)
{
	struct world *w = *state;
	int fds[CLIENTS_MAX], late;
	char buffer[4096];

	for (size_t i = 0; i < CLIENTS_MAX; i++)
		fds[i] = client(w);
	late = client(w);
	assert_non_null(strstr(hear(late, buffer), "io.followupd.Control.TooManyClients"));
	assert_string_equal(hear(late, buffer), "");
	close(late);
	close(fds[0]);
	settle(w);
	fds[0] = client(w);
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		SAY(w, fds[i], CALL("a.One"));
		assert_string_equal(hear(fds[i], buffer),
				    "{\"parameters\":{\"method\":\"a.One\"}}|");
		close(fds[i]);
	}
}

/*
 * A client that asks much and reads nothing is held back: the daemon's memory does not grow with
 * it.
 */
static void slow_reader_is_held_back(void **state)
{
	static const char call[] = CALL("a.One");
	struct world *w = *state;
	cleanup_close int fd = client(w), other = client(w);
	char buffer[4096];

	for (int i = 0;
	     i < 100000 && send(fd, call, sizeof(call), MSG_NOSIGNAL) == (ssize_t)sizeof(call); i++)
		settle(w);
	assert_true(w->calls < 100000);
	SAY(w, other, CALL("a.Two"));
	assert_string_equal(hear(other, buffer), "{\"parameters\":{\"method\":\"a.Two\"}}|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(answers_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(more_answers_than_one, setup, teardown),
		cmocka_unit_test_setup_teardown(no_more_than_was_asked_for, setup, teardown),
		cmocka_unit_test_setup_teardown(one_call_in_flight, setup, teardown),
		cmocka_unit_test_setup_teardown(answer_to_one_who_left, setup, teardown),
		cmocka_unit_test_setup_teardown(oneway_is_not_answered, setup, teardown),
		cmocka_unit_test_setup_teardown(half_closed_is_still_answered, setup, teardown),
		cmocka_unit_test_setup_teardown(nonsense_harms_only_its_sender, setup, teardown),
		cmocka_unit_test_setup_teardown(pieces_make_a_call, setup, teardown),
		cmocka_unit_test_setup_teardown(too_much_is_dropped, setup, teardown),
		cmocka_unit_test_setup_teardown(one_too_many_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(slow_reader_is_held_back, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
