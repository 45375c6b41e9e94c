// Loaded with --import into a child that has an IPC channel: when the parent is gone, however it went, so is the child.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
