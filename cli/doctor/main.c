/* SPDX-License-Identifier: MIT */

/*
 * followup-doctor: the verb `doctor`, to which followupctl hands its command line over (cli/hand-over.c): a library for
 * the session bus would make every other verb start more slowly.
 */

#include "cli/cli.h"
#include "cli/doctor/doctor.h"

int main(int argc, char *argv[])
{
	static const struct runner runners[] = { { "doctor", doctor_run }, { 0 } };

	return cli_run(argc, argv, runners);
}
