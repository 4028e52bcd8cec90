// npm run catalogue:schema: writes public/schemas/catalogue-1.json from the schemas in lib/models.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/launcher/paths";
import { formatSchema } from "./format-schema";

const file = path.join(root, "public/schemas/catalogue-1.json");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, formatSchema());
