/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <stdio.h>

#include "common/cleanup.h"
#include "common/holidays-protocol.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/time.h"
#include "holidays/calendar.h"
#include "holidays/file.h"
#include "holidays/lock.h"

static const char help[] =
	"Usage: followup-holidays FILE.ics FIRST-YEAR LAST-YEAR\n"
	"Reads a calendar of holidays for followupd, which starts this program, and prints the\n"
	"days in it, one a line.\n";

static int say_days(const struct days *days)
{
	char date[DATE_TEXT_SIZE];

	for (size_t i = 0; i < days->n; i++)
		printf("%s\n", date_to_text(date_from_days(days->items[i]), date));
	printf(HOLIDAYS_END "\n");
	return fflush(stdout) == 0 ? HOLIDAYS_EXIT_DONE : HOLIDAYS_EXIT_FAILURE;
}

static int say_wrong(const char *reason)
{
	printf(HOLIDAYS_WRONG "%s\n", reason);
	return fflush(stdout) == 0 ? HOLIDAYS_EXIT_DONE : HOLIDAYS_EXIT_FAILURE;
}

static int read_days(const char *path, struct days *days)
{
	cleanup_free char *text = NULL, *why = NULL;
	const char *fault = NULL;
	int r = file_read(path, &text, &why);

	lock_writing();
	if (r == -EINVAL)
		return say_wrong(why);
	if (r == 0)
		r = calendar_read(text, days, &fault);
	if (r == -EINVAL)
		return say_wrong(fault);
	return r == 0 ? say_days(days) : HOLIDAYS_EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct days days;
	int64_t first, last;
	int code;

	if (argc == 2 && text_equal(argv[1], "--help"))
		return fputs(help, stdout) < 0;
	if (argc == 2 && text_equal(argv[1], "--version"))
		return puts("followup-holidays " FOLLOWUPD_VERSION) < 0;
	if (argc != 4 || text_to_int(argv[2], 1, YEAR_MAX, &first) < 0 ||
	    text_to_int(argv[3], first, YEAR_MAX, &last) < 0) {
		fputs(help, stderr);
		return HOLIDAYS_EXIT_USAGE;
	}
	days_init(&days, (int)first, (int)last);
	code = read_days(argv[1], &days);
	days_done(&days);
	return code;
}
