import { setTimeout as wait } from "node:timers/promises";

/** Longest pause before a request is sent again, in seconds. */
const longest = 60;

/** Where the messages go. */
export class Portal {
  readonly #url: string;
  readonly #key: string;

  /** @param key with the scope `reports:write` */
  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Sends messages, one a line. Throws if the portal refuses them. */
  report(body: string): Promise<void> {
    return this.#post("/reports", "application/x-ndjson", body);
  }

  /**
   * Says that a part was replaced, unless the device or the slot is gone meanwhile.
   * @param at milliseconds since 1970
   */
  replace(modelId: string, serial: string, instance: string, at: number): Promise<void> {
    const path = `/models/${encodeURIComponent(modelId)}/devices/${encodeURIComponent(serial)}/replacements`;
    const body = JSON.stringify({ instance, at: new Date(at).toISOString() });
    return this.#post(path, "application/json", body, [404, 422]);
  }

  /** Tries until the portal takes or refuses it: it may be away, busy or about to start. */
  async #post(path: string, type: string, body: string, ignored: number[] = []): Promise<void> {
    for (let pause = 1; ; pause = Math.min(2 * pause, longest)) {
      const answer = await fetch(`${this.#url}/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${this.#key}`, "content-type": type },
        body,
      }).catch(() => undefined);
      // Unread, an answer keeps its connection.
      const said = await answer?.text().catch(() => "");
      if (answer?.ok || ignored.includes(answer?.status ?? 0)) return;
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`The portal answers ${answer.status}: ${said}`);
      const asked = Number(answer?.headers.get("retry-after") ?? Number.NaN);
      await wait(1000 * (asked >= 0 ? Math.min(asked, longest) : pause));
    }
  }
}
