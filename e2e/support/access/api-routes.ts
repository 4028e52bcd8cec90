import { listApiOperations } from "../../../tests/api-operations";
import { type Access, answerEveryone, answerStatus, get, post, show } from "./answers";

const route = "/api/v1/[...route]";
const more = { answersAhead: true, takesAnyOrigin: true, asksForKey: true };

/** The API: its document and reference for everyone, the rest for no browser, whoever is signed in. */
export const apiRoutes: Access[] = [
  get(route, "/api/v1/openapi.json", answerEveryone(show()), more),
  get(route, "/api/v1/docs", answerEveryone(show()), more),
  ...(await listApiOperations()).flatMap(({ method, path }) => {
    if (method === "GET") return [get(route, path, answerEveryone(answerStatus(401)), more)];
    return method === "POST" ? [post(route, path, {}, answerEveryone(answerStatus(401)), more)] : [];
  }),
];
