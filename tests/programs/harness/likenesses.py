"""How notification servers behave that no test can run: what FakeServer has to do to be like them. Beside
each word is where its real source says so, as read in November 2026."""

# gnome-shell, js/ui/notificationDaemon.js and js/ui/messageTray.js.
GNOME = {
    "name": "gnome-shell",
    "version": "48.4",
    # FdoNotificationDaemon.GetCapabilities()
    "capabilities": ["actions", "body", "body-markup", "icon-static", "persistence", "sound"],
    # FdoNotificationDaemonSource._onNameVanished(): "Destroy the notification source when its sender is
    # removed from DBus", for senders with an application, which our desktop-entry hint gives us.
    "leaves_with_sender": True,
    # MAX_NOTIFICATIONS_PER_SOURCE, Source.addNotification(): the oldest is destroyed as EXPIRED. It was 3 up to
    # release 47 and is 10 since.
    "keeps": 3,
    # FdoNotificationDaemon.NotifyAsync(): an id that is not there is not taken over, the next number is.
    "unknown_id": "new",
    # FdoNotificationDaemon._emitNotificationClosed(), _emitActionInvoked(): to whoever called Notify alone.
    "tells_sender_only": True,
    # Notification.activate() and the buttons of messageTray.js: destroyed unless it is resident, as DISMISSED,
    # after the action was told of.
    "closes_on_action": 2,
    # FdoNotificationDaemon._emitActivationToken(): before the action.
    "token": "gnome-shell/followupd/1-0-host_TIME4711",
}

# plasma-workspace, libnotificationmanager/server_p.cpp and server.cpp.
PLASMA = {
    "name": "Plasma",
    "version": "5.27.5",
    # ServerPrivate::GetCapabilities()
    "capabilities": ["body", "body-hyperlinks", "body-markup", "body-images", "icon-static", "actions",
                     "persistence", "inline-reply", "x-kde-urls", "x-kde-origin-name", "x-kde-display-appname",
                     "inhibitions"],
    # ServerPrivate::Notify(): an id that is asked for is taken, whether it is there or not.
    "unknown_id": "taken",
    # ServerPrivate::Notify(): ExcessNotificationGeneration for what says the same as the last one within
    # 1,000 ms, be it a replacement.
    "refuses_same_within": 1.0,
    # Server::closeNotification() tells NotificationClosed also of an id that it does not have.
    "closes_unknown": True,
    # ServerPrivate::inhibited(), a property; onInhibitedChanged() emits PropertiesChanged with its value.
    "inhibited": False,
    # Notifications::invokeAction() of libnotificationmanager/notifications.cpp closes what is not resident.
    "closes_on_action": 2,
}
