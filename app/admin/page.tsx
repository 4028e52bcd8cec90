import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/auth";
import { routes } from "@/lib/routes";

/** Checks the role here too, so that everyone else also gets the title of the not-found page. */
export async function generateMetadata(): Promise<Metadata> {
  await requireStaff(routes.admin(), "admin");
  return {};
}

/** The short address that administrators type; it leads to the audit. */
export default async function AdminPage() {
  await requireStaff(routes.admin(), "admin");
  redirect(routes.audit());
}
