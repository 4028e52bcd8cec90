// npm run docs:configuration: writes docs/configuration.md and .env.example from the settings in lib/env.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/launcher/paths";
import { formatEnvExample } from "./configuration/format-env-example";
import { formatMarkdown } from "./configuration/format-markdown";

writeFileSync(path.join(root, "docs/configuration.md"), formatMarkdown());
writeFileSync(path.join(root, ".env.example"), formatEnvExample());
