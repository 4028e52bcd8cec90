// The demo partner's device models.
import type { z } from "zod";
import { documentedCountries } from "@/lib/dash";
import type { Model, Slot } from "@/lib/models/schemas";

type SlotText = z.input<typeof Slot>;

/** Languages of a slot's names, in the order below; its own name is English. */
const languages = ["de", "fr", "it", "es", "ja", "pt-BR"];

/** @param names in English and in the languages above */
const makeSlot = (
  instance: string,
  names: string[],
  more: Omit<SlotText, "instance" | "name" | "names">,
) => ({
  instance,
  // What the slot's key was in databases of the first version.
  was: names[0],
  name: names[0] as string,
  names: Object.fromEntries(languages.map((language, index) => [language, names[index + 1] as string])),
  ...more,
});

const makeShops = (part: string) =>
  Object.fromEntries(
    ["DE", "GB", "JP", "US"].map((country) => [
      country,
      `https://hearthby.example/${country.toLowerCase()}/${part.toLowerCase()}`,
    ]),
  );

const makeInk = (colour: string, letter: string, ...names: string[]) =>
  makeSlot(`InkSensor.${colour}`, [`${colour} ink`, ...names], {
    supply: "ink-cartridge",
    sensor: "level",
    measurement: "percentage",
    lowAt: 15,
    capacity: 100,
    partNumber: `HB-INK-4${letter}`,
    shopUrls: makeShops(`HB-INK-4${letter}`),
  });

const withIndia = [...documentedCountries, "IN"];

export const demoModels: (z.input<typeof Model> & { slots: SlotText[] })[] = [
  {
    modelId: "HB-INKWELL-4",
    name: "Inkwell 4",
    drawing: "printer",
    countries: withIndia,
    slots: [
      makeInk(
        "Black",
        "K",
        ...[
          "Schwarze Tinte",
          "Encre noire",
          "Inchiostro nero",
          "Tinta negra",
          "ブラックインク",
          "Tinta preta",
        ],
      ),
      makeInk(
        "Cyan",
        "C",
        ...["Cyan-Tinte", "Encre cyan", "Inchiostro ciano", "Tinta cian", "シアンインク", "Tinta ciano"],
      ),
      makeInk(
        "Magenta",
        "M",
        ...[
          "Magenta-Tinte",
          "Encre magenta",
          "Inchiostro magenta",
          "Tinta magenta",
          "マゼンタインク",
          "Tinta magenta",
        ],
      ),
      makeInk(
        "Yellow",
        "Y",
        ...[
          "Gelbe Tinte",
          "Encre jaune",
          "Inchiostro giallo",
          "Tinta amarilla",
          "イエローインク",
          "Tinta amarela",
        ],
      ),
    ],
  },
  {
    modelId: "HB-BREW-2",
    name: "Brew 2",
    drawing: "coffee-machine",
    slots: [
      makeSlot(
        "PodSensor.Coffee",
        [
          "Coffee pods",
          "Kaffeekapseln",
          "Capsules de café",
          "Capsule di caffè",
          "Cápsulas de café",
          "コーヒーポッド",
          "Cápsulas de café",
        ],
        {
          supply: "coffee-pod",
          sensor: "usage",
          measurement: "count",
          partNumber: "HB-POD-60",
          shopUrls: makeShops("HB-POD-60"),
        },
      ),
      makeSlot(
        "FilterSensor.Water",
        [
          "Water filter",
          "Wasserfilter",
          "Filtre à eau",
          "Filtro dell’acqua",
          "Filtro de agua",
          "浄水フィルター",
          "Filtro de água",
        ],
        { supply: "water-filter", sensor: "level-usage", measurement: "percentage", partNumber: "HB-WF-2" },
      ),
    ],
  },
  {
    modelId: "HB-SWEEP-S1",
    name: "Sweep S1",
    drawing: "robot-vacuum",
    countries: withIndia,
    slots: [
      makeSlot(
        "FilterSensor.Dust",
        [
          "Dust filter",
          "Staubfilter",
          "Filtre à poussière",
          "Filtro antipolvere",
          "Filtro de polvo",
          "ダストフィルター",
          "Filtro de pó",
        ],
        { supply: "dust-filter", sensor: "level-usage", measurement: "percentage", partNumber: "HB-DF-S1" },
      ),
    ],
  },
  {
    modelId: "HB-CLEARWELL",
    name: "Clearwell",
    drawing: "water-filter",
    slots: [
      makeSlot(
        "FilterSensor.Cartridge",
        [
          "Filter cartridge",
          "Filterkartusche",
          "Cartouche filtrante",
          "Cartuccia filtrante",
          "Cartucho de filtro",
          "フィルターカートリッジ",
          "Refil do filtro",
        ],
        {
          supply: "water-filter",
          sensor: "usage",
          measurement: "volume",
          unit: "LITER",
          partNumber: "HB-FC-1",
        },
      ),
    ],
  },
  {
    modelId: "HB-WASHLINE-8",
    name: "Washline 8",
    drawing: "washing-machine",
    slots: [
      makeSlot(
        "DetergentSensor.Main",
        ["Detergent", "Waschmittel", "Lessive", "Detersivo", "Detergente", "洗剤", "Sabão para roupas"],
        {
          supply: "detergent",
          sensor: "level",
          measurement: "volume",
          unit: "MILLILITER",
          lowAt: 300,
          capacity: 1500,
          partNumber: "HB-DT-15",
        },
      ),
    ],
  },
  {
    modelId: "HB-BOWL-ONE",
    name: "Bowl One",
    drawing: "pet-feeder",
    slots: [
      makeSlot(
        "FoodSensor.Kibble",
        ["Kibble", "Trockenfutter", "Croquettes", "Crocchette", "Pienso", "ドライフード", "Ração seca"],
        {
          supply: "pet-food",
          sensor: "level",
          measurement: "weight",
          unit: "GRAM",
          lowAt: 400,
          capacity: 3000,
          partNumber: "HB-KB-3",
        },
      ),
    ],
  },
  {
    modelId: "HB-BREEZE-3",
    name: "Breeze 3",
    drawing: "air-purifier",
    slots: [
      makeSlot(
        "FilterSensor.Air",
        [
          "Air filter",
          "Luftfilter",
          "Filtre à air",
          "Filtro dell’aria",
          "Filtro de aire",
          "エアフィルター",
          "Filtro de ar",
        ],
        { supply: "air-filter", sensor: "usage", measurement: "count", partNumber: "HB-AF-3" },
      ),
    ],
  },
];
