/* SPDX-License-Identifier: MIT */

/*
 * followup-letters: the verbs `draft` and `check`, to which followupctl hands its command line over (cli/hand-over.c).
 * Mail and spelling take libraries that would make every other verb start four times slower.
 */

#include "cli/cli.h"
#include "cli/letters/letters.h"

int main(int argc, char *argv[])
{
	static const struct runner runners[] = {
		{ "draft", draft_run },
		{ "check", check_run },
		{ 0 },
	};

	return cli_run(argc, argv, runners);
}
