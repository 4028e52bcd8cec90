import type { Document } from "./document";
import { apiProblems } from "./problems";

const escapeHtml = (text: unknown) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Escapes a text of the document, and shows its `code` as such. */
const writeText = (text: string | undefined) =>
  escapeHtml(text ?? "").replace(/`([^`]+)`/g, "<code>$1</code>");

type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
type Content = Record<string, { schema?: Schema }>;
type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};

const nameSchema = (reference: string) => reference.slice(reference.lastIndexOf("/") + 1);
const linkSchema = (name: string) => `<a href="#schema-${name}">${name}</a>`;

/** Names a type in a few words, such as "list of Slot" or "text or null". */
function writeType(schema: Schema | undefined): string {
  if (!schema) return "anything";
  if (schema.$ref) return linkSchema(nameSchema(schema.$ref));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(writeType).join(" or ");
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(value)}</code>`).join(", ");
  const types = [schema.type ?? "object"].flat();
  return types
    .map((type) => {
      if (type === "array") return `list of ${writeType(schema.items)}`;
      if (type === "object" && typeof schema.additionalProperties === "object")
        return `object of ${writeType(schema.additionalProperties)}`;
      return { string: "text", integer: "whole number" }[type] ?? type;
    })
    .join(" or ");
}

/** Writes what a value must be: its limits, default and an example. */
function writeLimits(schema: Schema): string {
  const example = schema.example ?? schema.examples?.[0];
  const parts = [
    // The pattern of all one-line texts says little to a person.
    schema.pattern &&
      !schema.pattern.includes("\\ud800") &&
      `pattern <code>${escapeHtml(schema.pattern)}</code>`,
    schema.format && `format <code>${escapeHtml(schema.format)}</code>`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && Math.abs(schema.maximum) < 1e12 && `to ${schema.maximum}`,
    schema.maxItems !== undefined && `at most ${schema.maxItems}`,
    schema.default !== undefined && `default <code>${escapeHtml(JSON.stringify(schema.default))}</code>`,
    example !== undefined && `example <code>${escapeHtml(JSON.stringify(example))}</code>`,
  ].filter(Boolean);
  return parts.length > 0 ? `<span class="limits">${parts.join("; ")}</span>` : "";
}

const writeRow = (name: string, isRequired: boolean, schema: Schema, description = schema.description) =>
  `<tr><th scope="row"><code>${escapeHtml(name)}</code>${isRequired ? " <b>required</b>" : ""}</th>
<td>${writeType(schema)}</td><td>${writeText(description)} ${writeLimits(schema)}</td></tr>`;

const writeTable = (caption: string, rows: string[]) =>
  rows.length === 0
    ? ""
    : `<table><caption>${caption}</caption><thead><tr><th>Name</th><th>Type</th><th>Meaning</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;

const writeFields = (caption: string, { properties = {}, required = [] }: Schema) =>
  writeTable(
    caption,
    Object.entries(properties).map(([name, schema]) => writeRow(name, required.includes(name), schema)),
  );

/** Writes a body: the schema that it names, or its fields. */
function writeBody(caption: string, schema: Schema | undefined): string {
  if (!schema) return "";
  return schema.properties ? writeFields(caption, schema) : `<p>${caption}: ${writeType(schema)}</p>`;
}

function writeOperation(method: string, path: string, operation: Operation): string {
  const permissions = (operation.security ?? []).flatMap((each) => Object.values(each).flat());
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description, schema = {} }) =>
      writeRow(name, required === true, schema, `${description ?? schema.description ?? ""} (${place})`),
  );
  const responses = Object.entries(operation.responses);
  const answers = responses
    .filter(([status]) => Number(status) < 400)
    .map(([status, { description, content }]) => {
      const [schema] = Object.values(content ?? {}).map((each) => each.schema);
      return `<tr><th scope="row">${status}</th><td>${content ? writeType(schema) : "no body"}</td>
<td>${writeText(description)}</td></tr>`;
    });
  const problems = responses
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, { description }]) =>
      description.split(", ").map((code) => `<a href="#problem-${code}">${code}</a> ${status}`),
    );
  return `<section>
<h3 id="${nameOperation(method, path)}">${writeText(operation.summary)}</h3>
<p class="address"><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code></p>
${operation.description ? `<p>${writeText(operation.description)}</p>` : ""}
<p>Scope: ${permissions.map((each) => `<code>${each}</code>`).join(" or ")}</p>
${writeTable("Parameters", parameters)}
${writeBody("Body", operation.requestBody?.content["application/json"]?.schema)}
<table><caption>Answers</caption><thead><tr><th>Status</th><th>Body</th><th>Meaning</th></tr></thead><tbody>${answers.join("\n")}</tbody></table>
${Object.values(operation.responses)
  .flatMap(({ content }) => Object.entries(content ?? {}))
  .filter(([type]) => type === "application/json")
  .slice(0, 1)
  .map(([, { schema }]) => (schema?.properties ? writeFields("Body of the answer", schema) : ""))
  .join("")}
<p>Problems: ${problems.join(", ")}.</p>
</section>`;
}

const nameOperation = (method: string, path: string) =>
  `${method}${path.replace(/[{}]/g, "").replaceAll("/", "-")}`;

/** Writes the reference: a page without scripts, from the document. */
export function writeReference(
  document: Document,
  { partner, icon, styles }: { partner: string; icon: string; styles: readonly string[] },
): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      method,
      path,
      operation,
    })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))];
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>);
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags?.includes(tag));
  const contents = tags.map(
    (tag) =>
      `<li>${escapeHtml(tag)}<ul>${ofTag(tag)
        .map(
          ({ method, path, operation }) =>
            `<li><a href="#${nameOperation(method, path)}">${writeText(operation.summary)}</a></li>`,
        )
        .join("")}</ul></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · ${escapeHtml(partner)}</title>
<link rel="icon" href="${escapeHtml(icon)}">
${styles.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join("\n")}
</head>
<body>
<main>
<h1>API reference</h1>
<p>${writeText(document.info.description)}</p>
<p>Base address: <code>${escapeHtml(document.servers?.[0]?.url ?? "")}</code>. The same as a document:
<a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<h2 id="keys">Keys</h2>
<p>Send a key with each request: <code>Authorization: Bearer lk_…</code>. An administrator makes it. Each operation
names the scope that the key needs; <code>write</code> includes <code>read</code>. A key may send 3,000 requests a
minute.</p>
<h2 id="identifiers">Identifiers</h2>
<p>Paths hold your own identifiers, percent-encoded: <code>10/42</code> becomes <code>10%2F42</code>.</p>
<nav aria-label="Contents"><ul>${contents.join("\n")}<li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li></ul></nav>
${tags
  .map(
    (tag) => `<h2>${escapeHtml(tag)}</h2>
${ofTag(tag)
  .map(({ method, path, operation }) => writeOperation(method, path, operation))
  .join("\n")}`,
  )
  .join("\n")}
<h2 id="schemas">Schemas</h2>
${schemas
  .map(
    ([name, schema]) => `<section><h3 id="schema-${name}">${name}</h3><p>${writeText(schema.description)}</p>
${schema.properties ? writeFields("Fields", schema) : (schema.anyOf ?? schema.oneOf ?? []).map((each, index) => writeFields(`Form ${index + 1}`, each)).join("\n")}</section>`,
  )
  .join("\n")}
<h2 id="problems">Problems</h2>
<p>Every refusal is a <a href="#schema-Problem">Problem</a> (RFC 9457). Its <code>type</code> is the address of one of
these entries.</p>
<dl>${apiProblems
    .map(
      ({ code, status, title, detail }) =>
        `<dt id="problem-${code}"><code>${code}</code> ${status}</dt><dd><b>${escapeHtml(title)}.</b> ${writeText(detail)}</dd>`,
    )
    .join("\n")}</dl>
</main>
</body>
</html>
`;
}
