import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Footer } from "@/components/layout/footer";
import { Header } from "@/components/layout/header";
import { ReloadOnReturn } from "@/components/layout/reload-on-return";
import { SkipLink } from "@/components/layout/skip-link";
import { getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { listLanguages } from "@/lib/i18n/choose-language";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { files } from "@/lib/routes";
import { isCustomer, isStaff } from "@/lib/scope";
import { ErrorWords } from "./error";
import { buildThemePath, readOwnLinks, readPartner, readTheme } from "./settings";
import "./fonts/fonts";
import "./globals.css";

// Every page needs a nonce and the partner's settings, so none can be rendered at build time.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("layout");
  const { PARTNER_NAME, PARTNER_FAVICON } = env();
  const title = t("title", { partner: PARTNER_NAME });
  return {
    title: { default: title, template: `%s · ${title}` },
    icons: { icon: files.image(PARTNER_FAVICON) },
  };
}

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations();
  // Only for the header: it authorizes nothing. If the database is down, the page itself says so.
  const viewer = await getViewer().catch(() => null);
  const partner = readPartner();
  const { accent, hasStyles } = readTheme();
  const own = readOwnLinks(await getLocale());
  const width = isStaff(viewer) ? "max-w-desk" : "max-w-list";
  const words = {
    title: t("problems.unavailable.title"),
    text: t("problems.unavailable.text"),
    retry: t("problems.retry"),
    reference: t("problems.reference", { reference: "{reference}" }),
  };
  return (
    <html lang={await getLocale()}>
      <head>
        <style>{accent}</style>
        {/* A precedence of its own puts it after our styles, which have Next's. */}
        {hasStyles && <link rel="stylesheet" precedence="theme" href={buildThemePath()} />}
      </head>
      <body className="flex min-h-dvh flex-col font-sans text-body">
        {viewer && <ReloadOnReturn />}
        <SkipLink />
        <Header
          partner={partner}
          links={own.header}
          signedIn={viewer !== null}
          name={viewer?.name ?? null}
          account={isCustomer(viewer)}
          width={width}
        />
        <main id="content" className={`frame ${width} grow`}>
          <ErrorWords words={words}>{children}</ErrorWords>
        </main>
        <Footer partner={partner} own={own} languages={listLanguages()} width={width} />
      </body>
    </html>
  );
}
