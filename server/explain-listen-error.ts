/** Explains why a server cannot listen. @param setting of the port */
export function explainListenError(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  setting: "PORT" | "METRICS_PORT",
): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use. Set ${setting} to a free one, or stop the other program.`;
  if (error.code === "EACCES")
    return `Port ${port} on ${host} may not be used by this user. Set ${setting} to one above 1023.`;
  return `Cannot listen on ${host}, port ${port}: ${error.message}`;
}
