import { CustomerGone } from "./customer-gone";
import { UnrecordedNotice } from "./unrecorded-notice";

type Props = { problem: { code: "customer-gone" | "unrecorded"; reference?: string } };

/** The page shown instead of a customer's if they were deleted or the audit can't be written. */
export function RefusedView({ problem: { code, reference } }: Props) {
  return code === "customer-gone" ? <CustomerGone /> : <UnrecordedNotice reference={reference} alone />;
}
