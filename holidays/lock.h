/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * From now on this process can neither write a file nor start a program (Landlock); what is open stays open. Where the
 * kernel has no Landlock nothing is done: the daemon's own confinement, and the unit's, hold as well.
 */
void lock_writing(void);
