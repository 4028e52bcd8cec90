import { CustomerGone } from "./customer-gone";
import { UnrecordedNotice } from "./unrecorded-notice";

type Props = { problem: { code: "customer-gone" | "unrecorded"; reference?: string } };

/** A whole page in place of a customer's: they are gone, or the audit cannot be written. */
export function RefusedView({ problem: { code, reference } }: Props) {
  return code === "customer-gone" ? <CustomerGone /> : <UnrecordedNotice reference={reference} alone />;
}
