import { describe, expect, it } from "vitest";
import { chooseColumns } from "./choose-columns";
import type { FileOptions } from "./types";

/** What a header chooses: fields by header, or the fault's code. */
function choose(headers: string[], options: FileOptions = {}) {
  const chosen = chooseColumns(headers, options);
  if ("code" in chosen) return chosen.code;
  return Object.fromEntries(chosen.columns.flatMap(({ header, field }) => (field ? [[header, field]] : [])));
}

describe("customers", () => {
  it.each<[string, ...string[]]>([
    [
      "externalId",
      "externalId",
      "external_id",
      "Customer ID",
      "CUSTOMER NO.",
      "customer-number",
      "Kundennummer",
    ],
    [
      "externalId",
      "Kunden-Nr.",
      "KdNr",
      "Numéro client",
      "N° client",
      "n°client",
      "Codice cliente",
      "ID cliente",
    ],
    [
      "externalId",
      "Número de cliente",
      "Nº de cliente",
      "Código do cliente",
      "顧客番号",
      "会員番号",
      "お客様番号",
    ],
    ["externalId", "会員ＩＤ", "ID", "Mitgliedsnummer", "Customer Code"],
    [
      "email",
      "E-Mail",
      "email_address",
      "E-Mail-Adresse",
      "Courriel",
      "Correo electrónico",
      "メールアドレス",
    ],
    ["email", "ﾒｰﾙｱﾄﾞﾚｽ", "Indirizzo e-mail", "Endereço de e-mail", "Adresse e‑mail"],
    [
      "country",
      "Country",
      "country_code",
      "Land",
      "Ländercode",
      "Pays",
      "Paese",
      "País",
      "国",
      "Billing Country",
    ],
    ["language", "Language", "locale", "Sprache", "Langue", "Lingua", "Idioma", "言語", "preferred_language"],
    [
      "name",
      "Name",
      "Full Name",
      "full_name",
      "Nom",
      "Nom complet",
      "Nominativo",
      "氏名",
      "お名前",
      "Nombre",
    ],
    ["otherIds.crm", "otherIds.crm"],
    ["otherIds.my-shop2", "otherIds.my-shop2"],
  ])("finds %s", (field, ...headers) => {
    for (const header of headers) {
      const own = field === "externalId" ? [] : ["customer id"];
      expect(choose([...own, header]), header).toMatchObject({ [header]: field });
    }
  });

  it.each<[string, string[], object]>([
    ["German", ["Kdnr", "Vorname", "Name"], { Vorname: "firstName", Name: "lastName" }],
    ["Spanish", ["ID", "Nombre", "Apellidos"], { Nombre: "firstName", Apellidos: "lastName" }],
    ["Italian", ["ID", "Nome", "Cognome"], { Nome: "firstName", Cognome: "lastName" }],
    ["French", ["ID", "Nom", "Prénom"], { Nom: "lastName", Prénom: "firstName" }],
    ["Japanese", ["会員番号", "姓", "名"], { 姓: "lastName", 名: "firstName" }],
    ["both", ["ID", "Name", "First name", "Last name"], { Name: "name" }],
  ])("understands names in %s files", (_, headers, fields) => {
    const chosen = choose(headers) as Record<string, string>;
    expect(Object.fromEntries(Object.entries(chosen).slice(1))).toEqual(fields);
  });

  it("prefers a code of the country to its name, and any number to a bare ID", () =>
    expect(choose(["ID", "Customer Number", "Country", "Country Code"])).toEqual({
      "Customer Number": "externalId",
      "Country Code": "country",
    }));
});

describe("devices", () => {
  const others = ["Model", "Serial", "Customer ID"];
  it.each<[string, ...string[]]>([
    ["modelId", "modelId", "Model Number", "Modell", "Modèle", "Modello", "Modelo", "型番", "Product code"],
    [
      "serial",
      "serial",
      "Serial Number",
      "S/N",
      "Seriennummer",
      "Serien-Nr.",
      "Numéro de série",
      "Matricola",
    ],
    ["serial", "Número de serie", "Nº de série", "シリアル番号", "製造番号"],
    ["owner", "owner", "Customer number", "Kundennummer", "顧客番号", "Owner ID"],
    ["name", "name", "Device name", "Gerätename", "Bezeichnung", "Nom de l’appareil", "デバイス名"],
    [
      "registeredAt",
      "registeredAt",
      "Purchase date",
      "Kaufdatum",
      "Date d'achat",
      "Data di acquisto",
      "購入日",
    ],
    ["registeredAt", "Fecha de compra", "Data da compra", "registered_at", "登録日"],
    ["endpointId", "endpointId", "Endpoint ID", "endpoint_id"],
    ["transfer", "transfer", "Transfer"],
    ["restore", "restore"],
  ])("finds %s", (field, ...headers) => {
    const fields = ["modelId", "serial", "owner"];
    for (const header of headers) {
      const own = others.filter((_, index) => fields[index] !== field);
      expect(choose([...own, header]), header).toMatchObject({ [header]: field });
    }
  });

  it("are recognised by a serial number, also a mapped one", () => {
    expect(chooseColumns(others, {})).toMatchObject({ target: "device" });
    expect(chooseColumns(["Model", "No", "Customer ID"], { map: { No: "serial" } })).toMatchObject({
      target: "device",
    });
    expect(chooseColumns(others, { target: "customer" })).toMatchObject({ target: "customer" });
  });
});

describe("what is mapped", () => {
  it("counts before what is known, whatever its case", () =>
    expect(
      chooseColumns(["Kundennummer", "Code", "Mail"], { map: { code: "externalId", Mail: "-" } }),
    ).toEqual({
      target: "customer",
      layout: null,
      columns: [
        { header: "Kundennummer", field: null, by: null },
        { header: "Code", field: "externalId", by: "map" },
        { header: "Mail", field: null, by: "map" },
      ],
    }));

  it("keeps a whole name beside its parts", () =>
    expect(choose(["ID", "Vorname", "Wie"], { map: { Wie: "name" } })).toEqual({
      ID: "externalId",
      Wie: "name",
    }));

  it("is not surprised by odd names", () => {
    expect(choose(["ID", "__proto__", "constructor", "toString"])).toEqual({ ID: "externalId" });
    expect(choose(["ID", "x"], { map: { x: "constructor" } })).toBe("field-unknown");
    expect(choose(["ID", "x"], { map: { x: "otherIds.CRM" } })).toBe("field-unknown");
    expect(choose(["ID", "otherIds.CRM", "otherIds."])).toEqual({ ID: "externalId" });
    expect(choose(["ID", "", ""])).toEqual({ ID: "externalId" });
  });
});

it("lets twins pass that fill nothing", () =>
  expect(choose(["ID", "Phone", "Phone", "x", "x"])).toEqual({ ID: "externalId" }));
