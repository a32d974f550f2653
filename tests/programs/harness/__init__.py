"""What the tests of whole programs stand on; one noun a file.

    home      a private tree of the XDG directories, and the environment of programs in it
    clock     the wall clock of the daemon, which tests move
    machine   its time zone, which may move too
    daemon    followupd itself; notify.py hears what it tells its service manager
    ctl       followupctl, run once
    popup_helper  followup-popup itself, with the test in the daemon's place
    faults    memory that cannot be had, and calls to the kernel that fail, in the daemon or in followupctl
    varlink   a client of the control socket that may also behave badly
    desktop   a private desktop: screen (Xvfb, or sway), bus (dbus-daemon), record (every pop-up that
              crosses the bus), and a notification server: dunst, mako, notification_daemon, or
              fake_server, which can be told to be like those of likenesses.py
    manager   a real `systemd --user` of an ordinary user; installed.py gives it our programs
    service   followupd's own units in such a manager, and what stands in them
    traced    which system calls the programs make
    wait      waiting for conditions, never for time to pass
    points    where the daemon changes something outside of itself: to die there, to have the disk fail there
              or an editor save; and the record of what it did to its files
    needs     what a test cannot do without

Nothing in here knows followupd's rules: those stand in the tests, worked out by hand.
"""
