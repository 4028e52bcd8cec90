// Loaded into every Node child with --import, so that a child whose launcher was killed (kill -9, a crash)
// exits instead of holding its port.
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
