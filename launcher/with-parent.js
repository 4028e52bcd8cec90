// Loaded into every Node child with --import: a child whose launcher was killed outright (kill -9, a crash)
// ends by itself instead of holding its port for ever.
const parent = Number(process.env.LARDER_PARENT_PID);

if (parent) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    setTimeout(() => process.exit(1), 20_000).unref();
    process.kill(process.pid, "SIGTERM");
  }, 300);
  watch.unref();
}
