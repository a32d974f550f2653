/* SPDX-License-Identifier: MIT */
#include "cli/letters/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/letters/files.h"
#include "cli/open-editor.h"
#include "common/cleanup.h"
#include "common/text.h"

static int write_all(int fd, const char *text)
{
	size_t size = strlen(text);

	while (size > 0) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		size -= (size_t)n;
	}
	return 0;
}

/* In memory where there is such a place, readable by nobody else anywhere. */
static char *make_path(void)
{
	const char *directory = getenv("XDG_RUNTIME_DIR");

	if (!directory || directory[0] != '/' || access(directory, W_OK) < 0)
		directory = getenv("TMPDIR");
	if (!directory || directory[0] != '/')
		directory = "/tmp";
	return text_format("%s/letter-XXXXXX.txt", directory);
}

int editor_edit(char **text)
{
	cleanup_free char *path = make_path(), *edited = NULL;
	int r;

	if (!path)
		return -ENOMEM;
	cleanup_close int fd = mkostemps(path, (int)strlen(".txt"), O_CLOEXEC);
	if (fd < 0)
		return -errno;
	r = write_all(fd, *text);
	if (r == 0)
		r = editor_open(path, 0);
	if (r == 0)
		r = letter_file_read(path, &edited);
	unlink(path);
	if (r < 0)
		return r;
	free(*text);
	*text = TAKE_PTR(edited);
	return 0;
}
