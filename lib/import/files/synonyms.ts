import { fold } from "@/lib/names";
import { fields } from "./fields";
import type { Target } from "./types";

/** The partner's number of a customer: the number itself in a file of customers, the owner in a file of devices. */
const customerNumber = [
  ...["customer id", "customer number", "customer no", "customer nr", "customer num", "customer code"],
  ...["cust id", "cust no", "client id", "client number", "client no", "account number", "external id"],
  ...["sub", "subject", "sign-in id", "login id", "object id", "uid"],
  ...["member id", "member number", "user id", "contact id", "shopper id", "buyer id", "customer reference"],
  ...["kundennummer", "kunden nr", "kundennr", "kdnr", "kd nr", "kdnummer", "kunden id", "kundencode"],
  ...["kundenkennung", "mitgliedsnummer", "debitorennummer", "debitoren nr"],
  ...["numéro client", "numéro de client", "n° client", "no client", "n° de client", "id client"],
  ...["identifiant client", "code client", "référence client", "réf client", "numéro du client"],
  ...["codice cliente", "numero cliente", "id cliente", "n cliente", "nr cliente", "cod cliente"],
  ...["número de cliente", "núm cliente", "nº cliente", "nº de cliente", "código de cliente"],
  ...["código cliente", "número cliente", "identificador de cliente"],
  ...["código do cliente", "número do cliente", "nº do cliente", "id do cliente", "cód cliente"],
  ...["顧客番号", "顧客id", "顧客コード", "会員番号", "会員id", "お客様番号", "お客様id", "得意先コード"],
  ...["得意先番号", "ユーザーid", "ユーザid", "取引先コード"],
];

/** Headers by field, in the portal's languages and as shops and CRMs spell them. */
const customerNames: Record<string, string[]> = {
  externalId: [...customerNumber, "id"],
  name: [
    ...["full name", "customer name", "display name", "contact name", "client name"],
    ...["vollständiger name", "kundenname", "vor und nachname", "ansprechpartner"],
    ...["nom", "nom complet", "nom et prénom", "nom client", "nom du client", "prénom et nom"],
    ...["nome completo", "nome e cognome", "nominativo", "nome cliente", "nome"],
    ...["nombre", "nombre completo", "nombre y apellidos", "nombre del cliente", "nombre cliente"],
    ...["nome do cliente", "名前", "氏名", "お名前", "顧客名", "会員名", "ご氏名", "お客様名"],
  ],
  firstName: [
    ...["first name", "given name", "forename", "fname", "firstname", "billing first name"],
    ...["vorname", "rufname", "prénom", "nome di battesimo", "nombre de pila", "primeiro nome"],
    ...["prenom client", "名", "ファーストネーム"],
  ],
  lastName: [
    ...["last name", "surname", "family name", "lname", "lastname", "billing last name"],
    ...["nachname", "familienname", "zuname", "nom de famille", "cognome", "apellido", "apellidos"],
    ...["sobrenome", "último nome", "apelido", "姓", "苗字", "名字", "ラストネーム"],
  ],
  email: [
    ...["email", "e-mail", "email address", "e-mail address", "mail", "customer email", "billing email"],
    ...["primary email", "contact email", "e-mail-adresse", "emailadresse", "mailadresse", "e-mail adresse"],
    ...["adresse e-mail", "adresse mail", "courriel", "adresse électronique", "adresse courriel"],
    ...["indirizzo email", "indirizzo e-mail", "posta elettronica", "correo", "correo electrónico"],
    ...["dirección de correo", "dirección de correo electrónico", "endereço de e-mail", "correio eletrônico"],
    ...["メール", "メールアドレス", "eメール", "電子メール", "eメールアドレス", "mail address"],
  ],
  country: [
    ...["country", "country code", "country iso code", "country iso", "iso country", "country region"],
    ...["billing country", "billing country code", "shipping country", "shipping country code"],
    ...["mailing country", "mailing country code", "country id", "country territory", "nation"],
    ...["land", "ländercode", "länderkürzel", "landeskennzeichen", "länderkennzeichen", "landcode"],
    ...["pays", "code pays", "pays facturation", "paese", "codice paese", "nazione"],
    ...["país", "código de país", "código país", "código do país", "国", "国名", "国コード"],
  ],
  language: [
    ...[
      "language",
      "language code",
      "locale",
      "lang",
      "preferred language",
      "customer locale",
      "language id",
    ],
    ...["correspondence language", "contact language", "sprache", "sprachcode", "korrespondenzsprache"],
    ...["langue", "code langue", "langue préférée", "lingua", "codice lingua", "lingua preferita"],
    ...["idioma", "código de idioma", "idioma preferido", "código do idioma", "言語", "言語コード"],
    ...["使用言語", "ロケール"],
  ],
};

const deviceNames: Record<string, string[]> = {
  owner: [...customerNumber, "owner id", "owner", "besitzer", "eigentümer", "propriétaire", "propietario"],
  modelId: [
    ...["model", "model id", "model number", "model no", "model nr", "model code", "device model"],
    ...["product model", "product code"],
    ...["modell", "modell id", "modellnummer", "modell nr", "modellcode", "gerätemodell"],
    ...["modèle", "numéro de modèle", "référence modèle", "code modèle", "modèle d'appareil"],
    ...["modello", "numero modello", "numero di modello", "codice modello", "id modello"],
    ...["modelo", "número de modelo", "código de modelo", "id de modelo", "código do modelo", "id do modelo"],
    ...[
      "número do modelo",
      "型番",
      "モデル",
      "モデル番号",
      "モデルid",
      "機種",
      "機種名",
      "型式",
      "品番",
      "製品型番",
    ],
  ],
  serial: [
    ...["serial", "serial number", "serial no", "serial nr", "serial num", "s/n", "sn", "serialno"],
    ...["device serial", "device serial number", "unit serial", "unit serial number"],
    ...["seriennummer", "serien nr", "seriennr", "gerätenummer", "geräteseriennummer", "fabriknummer"],
    ...["numéro de série", "n° de série", "n° série", "no de série", "numero serie"],
    ...["numero di serie", "numero seriale", "seriale", "matricola", "nr di serie"],
    ...["número de serie", "nº de serie", "núm serie", "número de série", "nº de série", "serie"],
    ...["シリアル", "シリアル番号", "シリアルナンバー", "シリアルno", "製造番号", "機番", "製造no"],
  ],
  name: [
    ...["device name", "name of the device", "asset name", "nickname", "device nickname"],
    ...["gerätename", "bezeichnung", "gerätebezeichnung", "nom de l'appareil", "nom appareil", "nom"],
    ...["nome del dispositivo", "nome dispositivo", "nome", "nombre del dispositivo", "nombre"],
    ...["nome do dispositivo", "nome do aparelho", "デバイス名", "機器名", "名前", "製品名", "名称"],
  ],
  registeredAt: [
    ...["registered", "registration date", "registered on", "date registered", "purchase date"],
    ...["date of purchase", "purchased at", "purchased on", "bought on", "install date"],
    ...[
      "registriert am",
      "registrierungsdatum",
      "registriert",
      "kaufdatum",
      "gekauft am",
      "installationsdatum",
    ],
    ...["date d'enregistrement", "date d'achat", "enregistré le", "acheté le", "date achat"],
    ...["data di registrazione", "data registrazione", "data di acquisto", "data acquisto"],
    ...["fecha de registro", "fecha registro", "fecha de compra", "fecha compra"],
    ...["data de registro", "data da compra", "data de compra", "data do registro", "data de aquisição"],
    ...["登録日", "登録日時", "購入日", "購入日時", "お買い上げ日", "購入年月日", "登録年月日"],
  ],
  endpointId: [
    ...["endpoint", "alexa endpoint", "alexa endpoint id", "alexa id", "device id in alexa"],
    ...["endpunkt", "endpunkt id", "エンドポイント", "エンドポイントid"],
  ],
  transfer: [
    ...["transfer device", "change owner", "übertragen", "umschreiben", "transférer", "trasferire"],
    ...["trasferisci", "transferir", "移転", "譲渡", "名義変更"],
  ],
  restore: [
    ...["bring back", "wiederherstellen", "restaurer", "rétablir", "ripristina", "ripristinare"],
    ...["restaurar", "restablecer", "復元", "元に戻す"],
  ],
};

const index = (names: Record<string, string[]>, own: readonly string[]): Map<string, string> =>
  new Map([
    ...Object.entries(names).flatMap(([field, headers]) =>
      headers.map((header): [string, string] => [fold(header), field]),
    ),
    ...own.map((field): [string, string] => [fold(field), field]),
  ]);

const fieldsByName: Record<Target, Map<string, string>> = {
  customer: index(customerNames, fields.customer),
  device: index(deviceNames, fields.device),
};

/** Finds the field that a header names; null if nothing knows it. */
export const findField = (target: Target, header: string): string | null =>
  fieldsByName[target].get(fold(header)) ?? null;

/** Where several columns fit a field, these count first: codes before names, registration before purchase. */
const strong = [
  ...["country code", "country iso code", "country iso", "billing country code", "mailing country code"],
  ...["shipping country code", "iso country", "ländercode", "länderkürzel", "code pays", "codice paese"],
  ...["código de país", "código país", "código do país", "国コード", "registered at", "registration date"],
  ...["registrierungsdatum", "date d'enregistrement", "data di registrazione", "fecha de registro"],
  ...["data de registro", "登録日", "登録日時"],
].map(fold);
/** These count last. */
const weak = ["id", "install date", "installationsdatum", "mail"].map(fold);

/** Ranks a header among those for the same field. */
export const rankHeader = (header: string): number =>
  strong.includes(fold(header)) ? 1 : weak.includes(fold(header)) ? -1 : 0;
