import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SiteName } from "./sites";

const most = 1000;

interface SignedIn {
  email: string;
  /** The link that waits behind the sign-in page; its arrival is in the log already. */
  awaiting: string | null;
  /** When its button was pressed, in milliseconds since 1970. */
  pressedAt: number;
}

function remember<Value>(map: Map<string, Value>, value: Value): string {
  const id = randomBytes(24).toString("base64url");
  map.set(id, value);
  // A Map keeps its order: the first key is the oldest.
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return id;
}

/** Who is signed in at one site, and which links wait for a sign-in. In memory: a restart signs people out. */
export class SignIns {
  // Cookies know no ports, and all sites of the sandbox share one host: hence a name for each.
  readonly #cookie: string;
  readonly #people = new Map<string, SignedIn>();
  readonly #arrivals = new Map<string, string>();

  constructor(site: SiteName) {
    this.#cookie = `larder_sandbox_${site}`;
  }

  find(request: IncomingMessage): SignedIn | undefined {
    for (const pair of (request.headers.cookie ?? "").split(";")) {
      const [name, id] = pair.trim().split("=");
      const person = name === this.#cookie && id ? this.#people.get(id) : undefined;
      if (person) return person;
    }
    return undefined;
  }

  /** Notes a logged link that meets the sign-in page; the form carries the token back. */
  noteArrival(target: string): string {
    return remember(this.#arrivals, target);
  }

  /** Signs in and gives the cookie. */
  signIn(email: string, arrival: string, isSecure: boolean): string {
    const awaiting = this.#arrivals.get(arrival) ?? null;
    this.#arrivals.delete(arrival);
    const id = remember(this.#people, { email, awaiting, pressedAt: Date.now() });
    return `${this.#cookie}=${id}; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  }
}

/** Whole seconds until a sign-in that takes `seconds` is done; 0 when it is. */
export function secondsToWait({ pressedAt }: SignedIn, seconds: number): number {
  return Math.max(0, Math.ceil((pressedAt - Date.now()) / 1000 + seconds));
}

/** Whether this visit is the logged one again, come back from the sign-in page. True once. */
export function isSameArrival(person: SignedIn, target: string): boolean {
  if (person.awaiting !== target) return false;
  person.awaiting = null;
  return true;
}
