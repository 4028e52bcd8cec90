import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/auth";

/** Nothing of its own: for whoever may not, the title says as well that there is no such page. */
export async function generateMetadata(): Promise<Metadata> {
  await requireStaff("/admin", "admin");
  return {};
}

/** An address that people type; administrators start at the audit here. */
export default async function AdminPage() {
  await requireStaff("/admin", "admin");
  redirect("/admin/audit");
}
