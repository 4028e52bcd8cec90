import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/auth";
import { routes } from "@/lib/routes";

/** Nothing of its own: to everybody else the title says too that there is no such page. */
export async function generateMetadata(): Promise<Metadata> {
  await requireStaff(routes.admin(), "admin");
  return {};
}

/** An address that people type: administrators start at the audit. */
export default async function AdminPage() {
  await requireStaff(routes.admin(), "admin");
  redirect(routes.audit());
}
