import type { Layout, Target } from "./types";

/**
 * A known export: the headers that tell it, exactly as they are spelt, and the headers of each field. Of several
 * headers for one field the first that is there counts.
 */
type LayoutRule = {
  layout: Layout;
  target: Target;
  tell: string[][];
  fields: Record<string, string[]>;
};

const contactFields = {
  firstName: ["FirstName", "First Name"],
  lastName: ["LastName", "Last Name"],
  email: ["Email"],
  country: ["MailingCountryCode", "Mailing Country Code", "MailingCountry", "Mailing Country"],
};

/**
 * The first that fits counts. Data Loader writes the names of Salesforce's API, reports its labels. Sources: the
 * headers of exported files; Salesforce's field reference, objects Contact and Asset.
 */
const rules: LayoutRule[] = [
  {
    layout: "shopify-customers",
    target: "customer",
    tell: [
      ["Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing"],
      ["First Name", "Last Name", "Email", "Accepts Email Marketing", "Total Spent", "Total Orders"],
      ["First Name", "Last Name", "Email", "Accepts Marketing", "Total Spent", "Total Orders"],
    ],
    fields: {
      externalId: ["Customer ID"],
      firstName: ["First Name"],
      lastName: ["Last Name"],
      email: ["Email"],
      country: ["Default Address Country Code", "Country Code", "Country"],
    },
  },
  {
    layout: "salesforce-assets",
    target: "device",
    tell: [
      ["SerialNumber", "ContactId"],
      ["Asset Name", "Serial Number", "Contact ID"],
    ],
    fields: {
      modelId: ["ProductCode", "Product2.ProductCode", "Product Code", "Product: Product Code"],
      serial: ["SerialNumber", "Serial Number"],
      owner: ["ContactId", "Contact ID"],
      name: ["Name", "Asset Name"],
      registeredAt: ["PurchaseDate", "Purchase Date", "InstallDate", "Install Date"],
    },
  },
  {
    layout: "salesforce-contacts",
    target: "customer",
    tell: [["Id", "LastName"]],
    fields: { ...contactFields, externalId: ["Id"] },
  },
  {
    layout: "salesforce-contacts",
    target: "customer",
    tell: [["Contact ID", "Last Name"]],
    fields: { ...contactFields, externalId: ["Contact ID"] },
  },
];

/** Fields of a known export by header. */
export type FoundLayout = { layout: Layout; target: Target; fieldOf: Map<string, string> };

/** Recognises a known export by its headers. */
export function findLayout(headers: readonly string[]): FoundLayout | null {
  const rule = rules.find(({ tell }) =>
    tell.some((told) => told.every((header) => headers.includes(header))),
  );
  if (!rule) return null;
  const pairs = Object.entries(rule.fields).flatMap(([field, names]): [string, string][] => {
    const found = names.find((name) => headers.includes(name));
    return found ? [[found, field]] : [];
  });
  return { layout: rule.layout, target: rule.target, fieldOf: new Map(pairs) };
}
