import type { RawAnswer } from "../raw-request";
import type { Answer } from "./answers";
import type { Asked } from "./requests";
import type { Stage, Viewer } from "./stage";

/** Shortens a URL of the portal to its path; keeps any other URL whole. */
function readPlace(location: string | undefined, portal: string): string | undefined {
  if (location === undefined) return undefined;
  const { origin, href } = new URL(location, portal);
  return origin === portal ? href.slice(origin.length) : href;
}

/** Finds the redirect target or `404` in React's flight format; undefined if it has the page. */
function findPlace(body: string, portal: string): string | undefined {
  const [, place] = body.match(/NEXT_REDIRECT;replace;([^;"]*);307;/) ?? [];
  return readPlace(place, portal) ?? (body.includes("NEXT_HTTP_ERROR_FALLBACK;404") ? "404" : undefined);
}

/** Whether sign-in returns to the requested area, or after a form post possibly to the device list. */
function leadsBack(place: string, { method, path }: Asked): boolean {
  const { pathname, searchParams } = new URL(place, "http://portal");
  const [, area] = path.split(/[/?]/);
  const [, back] = (searchParams.get("callbackUrl") ?? "").split(/[/?]/);
  return pathname === "/sign-in" && (back === area || (method === "POST" && back === "devices"));
}

const isPlace = (place: string | undefined, answer: Answer, asked: Asked): boolean => {
  if (place === undefined) return false;
  if (answer.kind === "sign-in") return leadsBack(place, asked);
  if (answer.kind !== "to") return false;
  return typeof answer.place === "string" ? place === answer.place : answer.place.test(place);
};

/** Compares a response with the expected one. @returns the differences */
export function judge(
  given: RawAnswer,
  {
    asked,
    answer,
    viewer,
    stage,
    portal,
  }: {
    asked: Asked;
    answer: Answer;
    viewer: Viewer;
    stage: Stage;
    portal: string;
  },
): string[] {
  return [...judgePlace(given, asked, answer, portal), ...judgeCanaries(given, asked, answer, viewer, stage)];
}

function judgePlace(given: RawAnswer, asked: Asked, answer: Answer, portal: string): string[] {
  const place = readPlace(given.headers.location, portal);
  const was = `answered ${given.status}${place === undefined ? "" : ` to ${place}`}`;
  const { telling } = asked;
  if (typeof telling === "number")
    return given.status === telling && place === undefined ? [] : [`${was}, not ${telling}`];
  if (telling === "any") return given.status < 500 ? [] : [was];
  if (telling === "part") return given.status === 200 ? [] : [was];
  if (telling === "flight") {
    const found = findPlace(given.body, portal);
    const isRight =
      answer.kind === "shown"
        ? found === undefined
        : answer.kind === "status"
          ? found === String(answer.status)
          : isPlace(found, answer, asked);
    return given.status === 200 && isRight ? [] : [`${was}, in it ${found ?? "a page"}`];
  }
  if (answer.kind === "shown") return given.status === 200 ? [] : [`${was}, shows nothing`];
  if (answer.kind === "status") return given.status === answer.status ? [] : [`${was}, not ${answer.status}`];
  return [303, 307].includes(given.status) && isPlace(place, answer, asked)
    ? []
    : [`${was}: the wrong place`];
}

function judgeCanaries(
  { headers, body }: RawAnswer,
  asked: Asked,
  answer: Answer,
  viewer: Viewer,
  { canaries }: Stage,
): string[] {
  const own = (names: string[]) => names.map((name) => name.replace(/^own /, `${viewer} `));
  const must = answer.kind === "shown" ? own(answer.must) : [];
  const may = answer.kind === "shown" || answer.kind === "to" ? own(answer.may) : [];
  // Every page shows the viewer's name, and may repeat what the request sent.
  const sent = `${decodeURIComponent(asked.path)} ${asked.body ?? ""}`.toLowerCase();
  const text = `${JSON.stringify(headers)} ${body}`.toLowerCase();
  const seen = Object.keys(canaries).filter((name) => text.includes(canaries[name] as string));
  const leaked = seen.filter(
    (name) => ![`${viewer} name`, ...must, ...may].includes(name) && !sent.includes(canaries[name] as string),
  );
  const isWhole = asked.telling === "flight" || (asked.telling === "document" && asked.method !== "HEAD");
  const missing = isWhole ? must.filter((name) => !seen.includes(name)) : [];
  return [
    ...(leaked.length > 0 ? [`leaks: ${leaked.join(", ")}`] : []),
    ...(missing.length > 0 ? [`lacks: ${missing.join(", ")}`] : []),
  ];
}
