import { loneLink } from "@/components/ui/button";
import { ScrollBox } from "@/components/ui/scroll-box";
import { useTranslations } from "@/lib/i18n/intl";
import type { Target } from "@/lib/import/types";
import { files } from "@/lib/routes";

/** The rows of the files in public/examples, by field. */
const examples = {
  customer: {
    file: files.exampleCustomers,
    fields: ["externalId", "name", "email", "country"],
    rows: [
      ["10042", "Emily Clarke", "emily@example.com", "GB"],
      ["10043", "Jonas Weber", "jonas@example.com", "DE"],
    ],
  },
  device: {
    file: files.exampleDevices,
    fields: ["modelId", "serial", "owner", "name"],
    rows: [
      ["HB-INKWELL-4", "SN-20417", "10042", "Study printer"],
      ["HB-INKWELL-4", "SN-20418", "10043", ""],
    ],
  },
} as const;

/** What a file of each kind looks like, to read and to download. */
export function FileExamples() {
  const t = useTranslations("imports.example");
  return (
    <div className="grid gap-6">
      <p className="max-w-words text-muted">{t("text")}</p>
      <div className="grid gap-6 lg:grid-cols-2">
        <Example target="customer" />
        <Example target="device" />
      </div>
    </div>
  );
}

function Example({ target }: { target: Target }) {
  const t = useTranslations("imports");
  const { file, fields, rows } = examples[target];
  return (
    <section className="min-w-0">
      <h3 className="font-medium">{t(`targets.${target}`)}</h3>
      <p className="mt-1 text-muted">{t(`example.${target}`)}</p>
      <div className="mt-2">
        <ScrollBox label={t(`targets.${target}`)}>
          <table className="w-full text-left whitespace-nowrap tabular-nums">
            <thead className="text-meta text-muted">
              <tr>
                {fields.map((name) => (
                  <th
                    key={name}
                    scope="col"
                    className="h-8 px-3 py-1 align-bottom font-normal whitespace-normal"
                  >
                    {t(`fields.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row[1]} className="border-t border-line">
                  {row.map((cell, index) => (
                    <td key={fields[index]} className="h-10 px-3">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </div>
      <a href={file()} download className={loneLink}>
        {t(`example.downloads.${target}`)}
      </a>
    </section>
  );
}
