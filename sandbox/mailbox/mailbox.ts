import type { Mode } from "./behaviour";
import { type Envelope, type Mail, parseMail } from "./mail";

const most = 500;

/** All mailboxes: received mail, newest first, and the servers' behaviour. */
export class Mailbox {
  mode: Mode = "accept";
  #mails: Mail[] = [];
  #count = 0;

  async add(envelope: Envelope, raw: Buffer): Promise<void> {
    this.#count += 1;
    const mail = await parseMail(String(this.#count), envelope, raw);
    this.#mails = [mail, ...this.#mails].slice(0, most);
  }

  /** Lists the mail to an address, ignoring case, or all mail. */
  mails(to?: string | null): readonly Mail[] {
    const isTo = (address: string) => address.toLowerCase() === to?.toLowerCase();
    return to ? this.#mails.filter((mail) => mail.to.some(isTo)) : this.#mails;
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.#mails = [];
  }
}
