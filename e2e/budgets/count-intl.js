// A portal started with --import of this file writes a line to the file INTL_LOG for each object of Intl that it makes:
// they cost more than the rest of a page, so a page should find them made.
import { appendFileSync } from "node:fs";

const file = process.env.INTL_LOG;

function report(name) {
  const places = new Error().stack?.split("\n").slice(3, 6) ?? [];
  appendFileSync(file, `${name} ${places.map((place) => place.trim()).join(" ")}\n`);
}

/** Wraps a function or class, which keeps its static members, prototype and `instanceof`. */
const count = (name, counted) =>
  new Proxy(counted, {
    construct(target, values, made) {
      report(name);
      return Reflect.construct(target, values, made);
    },
    apply(target, self, values) {
      report(name);
      return Reflect.apply(target, self, values);
    },
  });

if (file) {
  for (const name of Object.getOwnPropertyNames(Intl).filter((each) => /^[A-Z]/.test(each)))
    Intl[name] = count(name, Intl[name]);
  // They make a formatter each time.
  for (const type of [Date, Number])
    for (const name of Object.getOwnPropertyNames(type.prototype).filter((each) => /^toLocale/.test(each)))
      type.prototype[name] = count(`${type.name}.${name}`, type.prototype[name]);
}
