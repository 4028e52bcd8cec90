import { BackLink } from "@/components/ui/back-link";
import { isolate } from "@/components/ui/isolate";
import { routes } from "@/lib/routes";

type Props = { modelId: string; name: string; back: string };

/** The heading of a model's page, with the link back to all models. */
export function ModelTitle({ modelId, name, back }: Props) {
  return (
    <div className="mb-4">
      <BackLink href={routes.models()}>{back}</BackLink>
      <h1 className="text-page font-bold wrap-anywhere">{isolate(name)}</h1>
      <p className="font-mono text-meta text-muted wrap-anywhere">{modelId}</p>
    </div>
  );
}
