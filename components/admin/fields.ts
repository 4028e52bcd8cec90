/** The fields of the form of a model by name, as typed. A field that is missing is empty. */
export type Fields = Readonly<Record<string, string>>;

/** What the form shows: its fields, and what is wrong with some. */
export type FormState = { fields: Fields; problems: Readonly<Record<string, string>> };

/** Lists the keys of the form's slots in their order. A slot's fields are called `slot.{key}.…`. */
export const listKeys = (fields: Fields): string[] => fields.slots?.split(",").filter(Boolean) ?? [];

/** Lists what stands behind a name in the form, such as the languages of `name` or the countries of `country`. */
export const listEntries = (fields: Fields, name: string): string[] =>
  Object.keys(fields).flatMap((each) =>
    each.startsWith(`${name}.`) && !each.slice(name.length + 1).includes(".") && fields[each]
      ? [each.slice(name.length + 1)]
      : [],
  );
