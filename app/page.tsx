import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { button } from "@/components/ui/button";
import { Drawing } from "@/components/ui/drawing";
import { buildHomePath, getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { routes } from "@/lib/routes";
import { readPartner } from "./settings";

// In the order on the shelf; a phone has room for three.
const shelf = ["coffee-machine", "printer", "water-filter", "washing-machine", "air-purifier", "pet-feeder"];

export default async function WelcomePage() {
  const viewer = await getViewer();
  if (viewer) redirect(buildHomePath(viewer));
  const t = await getTranslations("welcome");
  const { name } = readPartner();
  return (
    <div className="py-6 sm:py-12">
      <div className="flex items-end justify-center gap-2 overflow-hidden rounded-tile bg-sunken min-[23.5rem]:gap-4 px-4 pt-10 pb-6 sm:gap-10 sm:px-8 sm:pt-14 sm:pb-10">
        {shelf.map((drawing, index) => (
          <Drawing
            key={drawing}
            name={drawing}
            className={`size-20 min-[23.5rem]:size-24 sm:size-28 ${index > 2 ? "max-sm:hidden" : ""} ${index > 3 ? "max-md:hidden" : ""}`}
          />
        ))}
      </div>
      <div className="mx-auto max-w-device pt-8 sm:pt-12 sm:text-center">
        <h1 className="text-page font-bold sm:text-display">{t("title", { partner: name })}</h1>
        <p className="mx-auto mt-3 max-w-words text-card">{t("text")}</p>
        <div className="mt-6 sm:flex sm:justify-center">
          {env().SIGN_IN.includes("email") ? (
            <a href={routes.signIn()} className={`${button.primary} w-full sm:w-auto sm:min-w-48`}>
              {t("signIn")}
            </a>
          ) : (
            <ProviderForm label={t("signIn")} callbackUrl={routes.devices()} />
          )}
        </div>
        <p className="mt-3 text-meta text-muted">{t("amazonAccount")}</p>
      </div>
      <section className="mt-12" aria-labelledby="steps">
        <h2 id="steps" className="sr-only">
          {t("stepsTitle")}
        </h2>
        <ol className="grid gap-6 sm:grid-cols-3">
          {([1, 2, 3] as const).map((step) => (
            <li key={step}>
              <span
                aria-hidden="true"
                className="grid size-8 place-items-center rounded-full bg-sunken text-meta font-medium"
              >
                {step}
              </span>
              <h3 className="mt-3 text-card font-medium">{t(`step${step}`)}</h3>
              <p className="mt-1 max-w-words text-muted">{t(`step${step}Text`, { partner: name })}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
