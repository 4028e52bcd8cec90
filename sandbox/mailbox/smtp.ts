import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { Mailbox } from "./mailbox";

/** In bytes. */
const mailLimit = 1024 * 1024;

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** Reads a message. Discards the part beyond the limit. */
async function readMessage(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mailLimit) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Makes an SMTP server without authentication or TLS, for senders on this machine. */
export function createSmtp(mailbox: Mailbox): SMTPServer {
  return new SMTPServer({
    name: "mailbox.sandbox",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: mailLimit,
    onConnect: (_session, done) => {
      if (mailbox.mode !== "hang") done();
    },
    // Like many servers, the rejection repeats the address.
    onRcptTo: ({ address }, _session, done) => {
      if (mailbox.mode === "refuse") return done(refusal(450, `4.2.1 <${address}>: try again later`));
      if (mailbox.mode === "reject") return done(refusal(550, `5.1.1 <${address}>: no such mailbox`));
      done();
    },
    onData: (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      const to = envelope.rcptTo.map(({ address }) => address);
      readMessage(stream)
        .then(async (raw) => {
          if (stream.sizeExceeded) return done(refusal(552, "5.3.4 More than 1 MiB"));
          await mailbox.add({ from, to }, raw);
          if (mailbox.mode !== "late") done();
        })
        .catch((fault: Error) => done(refusal(554, `5.6.0 ${fault.message}`)));
    },
  });
}
