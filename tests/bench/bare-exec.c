/* SPDX-License-Identifier: MIT */

/* The least that a process can be: what the command line is measured against. */

int main(void)
{
	return 0;
}
