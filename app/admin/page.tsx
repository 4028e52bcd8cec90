import { redirect } from "next/navigation";
import { requireStaff } from "@/lib/auth";

/** An address that people type; administrators start at the audit here. */
export default async function AdminPage() {
  await requireStaff("/admin", "admin");
  redirect("/admin/audit");
}
