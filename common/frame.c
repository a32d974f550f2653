/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/frame.h"

#define ROOM_FIRST ((size_t)4096)
/* An empty buffer larger than this is given back, so that one large message does not cost for ever. */
#define ROOM_KEPT ((size_t)16 * 1024)

void frames_init(struct frames *f, int fd, size_t size_max)
{
	*f = (struct frames){ .fd = fd, .size_max = size_max };
}

void frames_done(struct frames *f)
{
	if (f->fd >= 0)
		close(f->fd);
	free(f->in);
	free(f->out);
	frames_init(f, -1, 0);
}

/* Makes room for `wanted` bytes, by doubling, never for more than `limit`. */
static int room_grow(char **data, size_t *room, size_t wanted, size_t limit)
{
	size_t size = *room ? *room : ROOM_FIRST;

	if (wanted <= *room)
		return 0;
	while (size < wanted)
		size *= 2;
	if (size > limit)
		size = limit;
	char *grown = realloc(*data, size);
	if (!grown)
		return -ENOMEM;
	*data = grown;
	*room = size;
	return 0;
}

/* The first room is never given back: when memory runs out, a short message still finds it. */
static void room_shrink(char **data, size_t *room)
{
	char *less = *room > ROOM_KEPT ? realloc(*data, ROOM_FIRST) : NULL;

	if (!less)
		return;
	*data = less;
	*room = ROOM_FIRST;
}

int frames_reserve(struct frames *f)
{
	int r = room_grow(&f->in, &f->in_room, ROOM_FIRST, f->size_max + 1);

	return r < 0 ? r : room_grow(&f->out, &f->out_room, ROOM_FIRST, f->size_max + 1);
}

/* Moves what was not taken yet to the front. */
static void in_compact(struct frames *f)
{
	if (f->in_begin == 0)
		return;
	f->in_size -= f->in_begin;
	f->in_scanned -= f->in_begin;
	memmove(f->in, f->in + f->in_begin, f->in_size);
	f->in_begin = 0;
	if (f->in_size == 0)
		room_shrink(&f->in, &f->in_room);
}

/* The NUL that ends the first message, or NULL. Never looks at a byte twice. */
static const char *in_find_end(struct frames *f)
{
	if (f->in_scanned == f->in_size)
		return NULL;
	const char *from = f->in + f->in_scanned;
	const char *end = memchr(from, 0, f->in_size - f->in_scanned);
	f->in_scanned = end ? (size_t)(end - f->in) : f->in_size;
	return end;
}

/* Reads once into the room there is: > 0 bytes, 0: nothing now or never again, negative errno. */
static ssize_t in_read(struct frames *f)
{
	ssize_t n;

	do
		n = recv(f->fd, f->in + f->in_size, f->in_room - f->in_size, MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? 0 : -errno;
	if (n == 0)
		f->ended = true;
	return n;
}

int frames_fill(struct frames *f)
{
	size_t limit = f->size_max + 1;

	in_compact(f);
	while (!f->ended && f->in_size < limit) {
		int r = room_grow(&f->in, &f->in_room, f->in_size + 1, limit);
		if (r < 0)
			return r;
		ssize_t n = in_read(f);
		if (n < 0)
			return (int)n;
		if (n == 0)
			break;
		f->in_size += (size_t)n;
	}
	return !in_find_end(f) && f->in_size == limit ? -EMSGSIZE : 0;
}

int frames_next(struct frames *f, const char **ret, size_t *ret_size)
{
	const char *end = in_find_end(f);
	if (!end) {
		in_compact(f);
		return 0;
	}
	const char *text = f->in + f->in_begin;
	f->in_begin = f->in_scanned = (size_t)(end - f->in) + 1;
	if (ret)
		*ret = text;
	if (ret_size)
		*ret_size = (size_t)(end - text);
	return 1;
}

int frames_put(struct frames *f, const char *text, size_t size)
{
	size_t waiting = f->out_size - f->out_sent;

	if (size > f->size_max || waiting > f->size_max - size)
		return -ENOBUFS;
	if (memchr(text, 0, size))
		return -EINVAL;
	if (f->out_sent > 0) {
		memmove(f->out, f->out + f->out_sent, waiting);
		f->out_size = waiting;
		f->out_sent = 0;
	}
	int r = room_grow(&f->out, &f->out_room, waiting + size + 1, f->size_max + 1);
	if (r < 0)
		return r;
	memcpy(f->out + waiting, text, size);
	f->out[waiting + size] = 0;
	f->out_size = waiting + size + 1;
	return 0;
}

int frames_flush(struct frames *f)
{
	while (frames_has_output(f)) {
		ssize_t n = send(f->fd, f->out + f->out_sent, f->out_size - f->out_sent,
				 MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? 1 : -errno;
		f->out_sent += (size_t)n;
	}
	f->out_sent = f->out_size = 0;
	room_shrink(&f->out, &f->out_room);
	return 0;
}

size_t frames_output_size(const struct frames *f)
{
	return f->out_size - f->out_sent;
}

bool frames_has_output(const struct frames *f)
{
	return f->out_sent < f->out_size;
}
