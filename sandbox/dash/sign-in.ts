import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SiteName } from "./sites";

const most = 1000;

interface SignedIn {
  email: string;
  /** The link waiting behind the sign-in page, already logged. */
  awaiting: string | null;
  /** When the button was clicked, in milliseconds since 1970. */
  pressedAt: number;
}

function remember<Value>(map: Map<string, Value>, value: Value): string {
  const id = randomBytes(24).toString("base64url");
  map.set(id, value);
  // A Map keeps insertion order, so the first key is the oldest.
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return id;
}

/** The people signed in at one site, and the links waiting for a sign-in. Lost at a restart. */
export class SignIns {
  // Cookies ignore ports and all sandbox sites share one host, so each site needs its own cookie name.
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

  /** Stores a logged link that needs a sign-in. Returns a token for the sign-in form. */
  noteArrival(target: string): string {
    return remember(this.#arrivals, target);
  }

  /** Signs a person in. Returns the cookie. */
  signIn(email: string, arrival: string, isSecure: boolean): string {
    const awaiting = this.#arrivals.get(arrival) ?? null;
    this.#arrivals.delete(arrival);
    const id = remember(this.#people, { email, awaiting, pressedAt: Date.now() });
    return `${this.#cookie}=${id}; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  }
}

/** Whole seconds until a sign-in that takes `seconds` is finished, or 0. */
export function secondsToWait({ pressedAt }: SignedIn, seconds: number): number {
  return Math.max(0, Math.ceil((pressedAt - Date.now()) / 1000 + seconds));
}

/** Whether this request is the logged link, returning from the sign-in page. True only once. */
export function isSameArrival(person: SignedIn, target: string): boolean {
  if (person.awaiting !== target) return false;
  person.awaiting = null;
  return true;
}
