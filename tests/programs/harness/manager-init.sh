#!/bin/sh
# manager-init.sh UID NAME TREE REFUSE COMMAND...: process 1 of new mount and pid namespaces. Makes
# them look like a booted system to COMMAND, which becomes `systemd --user` as UID, in a control
# group of its own below NAME. TREE/usr and TREE/etc are laid over the system's. REFUSE=yes: nobody
# in here may make user namespaces. Prints "prepared" before COMMAND starts; what fails before that
# is the container's fault.
set -eu

uid=$1 slice=/sys/fs/cgroup/$2.slice tree=$3 refuse=$4
group=$slice/user-$uid.slice/user@$uid.service # as logind names them; the journal looks at it
shift 4

mount --make-rprivate /
for directory in usr etc; do
    mount -t overlay overlay -o "lowerdir=$tree/$directory:/$directory" "/$directory"
done

# systemd --user starts only where these are.
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/systemd/system /run/systemd/unit-root "/run/user/$uid"
chown "$uid:$uid" "/run/user/$uid"
chmod 700 "/run/user/$uid"

[ -d /sys/fs/cgroup ] || mount -t sysfs sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p "$group"
chown "$uid:$uid" "$group" "$group/cgroup.procs" "$group/cgroup.subtree_control"

# A journal without the messages of the machine's kernel.
mount --bind /dev/null /dev/kmsg
/lib/systemd/systemd-journald &
journal=$!

# shellcheck disable=SC2016 # the inner shells expand these
{
    in_group='echo 0 >"$0/cgroup.procs"; exec "$@"'
    # The first exec() after the mapping makes root of us again, as which the limit can be set.
    when_mapped='read -r _ </run/mapped; exec "$@"'
    refused='echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"'
}
mkfifo /run/mapped
echo prepared
if [ "$refuse" = yes ]; then
    # One user namespace with all users as they are, whose own limit is 0.
    sh -euc "$in_group" "$group" unshare --user \
        sh -euc "$when_mapped" sh sh -euc "$refused" sh "$@" &
    manager=$!
    until [ "$(readlink "/proc/$manager/ns/user")" != "$(readlink /proc/self/ns/user)" ]; do
        sleep 0.01
    done
    echo "0 0 4294967295" >"/proc/$manager/uid_map"
    echo "0 0 4294967295" >"/proc/$manager/gid_map"
    echo >/run/mapped
else
    sh -euc "$in_group" "$group" "$@" &
    manager=$!
fi

status=0
wait "$manager" || status=$?
kill "$journal"
wait
find "$slice" -depth -type d -exec rmdir {} +
exit "$status"
