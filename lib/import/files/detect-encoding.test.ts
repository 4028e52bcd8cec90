import { describe, expect, it } from "vitest";
import { encode } from "@/tests/import-files";
import { detectEncoding } from "./detect-encoding";

const western = [
  ...["Müller", "Jäger", "Schröder", "Größe", "Straße", "STRASSE Ü", "Bäcker", "Köln", "Übung", "ÄÖÜ äöü ß"],
  ...["süß", "Göbel", "Böhm", "Händler", "Nürnberg", "Österreich", "Gerätename", "Fußgängerübergänge"],
  ...[
    "été",
    "élève",
    "l’été",
    "d’Été",
    "cœur",
    "Noël",
    "créée",
    "CRÉÉE",
    "François",
    "où",
    "hôtel",
    "Hélène",
  ],
  ...["aujourd’hui", "« déjà »", "Œuvre", "maïs", "Benoît", "qu’à", "prénom", "numéro", "Île-de-France"],
  ...[
    "España",
    "José",
    "Muñoz",
    "¿Qué?",
    "¡Olé!",
    "Peñón",
    "corazón",
    "Núñez",
    "teléfono",
    "pingüino",
    "Íñigo",
  ],
  ...[
    "São Paulo",
    "João",
    "coração",
    "Conceição",
    "avó",
    "três",
    "açúcar",
    "Inês",
    "Não",
    "pão",
    "à",
    "MAÇÃ",
  ],
  ...["perché", "città", "più", "Forlì", "caffè", "Nicolò", "virtù", "è"],
  ...["Ærø", "Åse", "Søren", "Malmö", "Ångström", "Þór", "Zoë", "café “Zürich” – 5 €", "Zürich · 20 °C"],
];
const japanese = [
  ...[
    "山田太郎",
    "田中",
    "佐藤",
    "鈴木花子",
    "東京",
    "山本",
    "林",
    "関",
    "渡辺",
    "齋藤",
    "髙橋",
    "顧客番号",
    "氏名",
  ],
  ...["メールアドレス", "テスト", "ソニー", "プリンター", "やまだ", "ひらがな", "ア", "、。「」", "ＡＢＣ"],
  ...["ｶﾌﾞｼｷｶﾞｲｼｬ", "ﾔﾏﾀﾞ ﾀﾛｳ", "ﾃｽﾄ", "東京都千代田区1-1", "表示", "能登", "〒100-0001", "日本"],
];

const file = (word: string) => `id;name\r\n1;A\r\n2;${word}\r\n3;B\r\n`;

describe("without a mark", () => {
  it.each(western)("takes %s in Windows-1252 for that", (word) =>
    expect(detectEncoding(encode(file(word), "windows-1252"), true)).toBe("windows-1252"),
  );

  it.each(japanese)("takes %s in Shift_JIS for that", (word) =>
    expect(detectEncoding(encode(file(word), "shift_jis"), true)).toBe("shift_jis"),
  );

  it("takes all words together for the same", () => {
    expect(detectEncoding(encode(western.join(";"), "windows-1252"), true)).toBe("windows-1252");
    expect(detectEncoding(encode(japanese.join(","), "shift_jis"), true)).toBe("shift_jis");
  });

  it.each([...western, ...japanese, "😀", "plain"])("takes %s in UTF-8 and UTF-16 for that", (word) => {
    for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const)
      expect(detectEncoding(encode(file(word), encoding), true)).toBe(encoding);
  });
});

it.each(["utf-8", "utf-16le", "utf-16be"] as const)("believes the mark of %s", (encoding) =>
  expect(detectEncoding(encode("山田", encoding, true), true)).toBe(encoding),
);

it("takes a few broken bytes in UTF-8 for what they are", () => {
  const bytes = Buffer.concat([
    Buffer.from("1,Jürgen\n2,Jörg\n3,Zoë\n4,J"),
    Buffer.from([0xfc]),
    Buffer.from("rgen\n"),
  ]);
  expect(detectEncoding(bytes, true)).toBe("utf-8");
});

it("does not mind a character that is cut at the end of what is read", () => {
  const bytes = encode("id,é", "utf-8");
  expect(detectEncoding(bytes.subarray(0, -1), false)).toBe("utf-8");
  expect(detectEncoding(bytes.subarray(0, -1), true)).toBe("windows-1252");
});
