import { ModelPicture } from "@/components/devices/model-picture";
import { fieldLabel } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { heaviestPicture } from "@/lib/models/types";
import { ChoiceField } from "./choice-field";
import type { FormState } from "./fields";

type Props = { form: FormState; drawings: readonly string[]; problem?: string };

/** The choice of a drawing, or a picture of the partner's own. */
export function PictureField({ form, drawings, problem }: Props) {
  const t = useTranslations("models");
  const pictures = useTranslations("picture");
  const { drawing = "device", picture = "" } = form.fields;
  const words = problem ?? form.problems.picture;
  const isDrawing = (drawings as readonly string[]).includes(drawing);
  return (
    <div className="grid gap-4 sm:grid-cols-[auto_1fr]">
      <div id="picture" className="grid size-32 place-items-center rounded-row bg-surface shadow-tile">
        <ModelPicture
          device={{ drawing: isDrawing ? drawing : "device", picture: picture || null }}
          className="size-24"
        />
      </div>
      <div className="grid gap-4">
        <ChoiceField
          form={form}
          name="drawing"
          label={t("fields.drawing")}
          initial="device"
          options={drawings.map((value) => ({ value, text: t(`choices.drawing.${value as "device"}`) }))}
        />
        <div>
          <input type="hidden" name="picture" value={picture} />
          <label htmlFor="upload" className={fieldLabel}>
            {t("form.upload")}
          </label>
          <FileInput
            name="upload"
            accept="image/png,image/jpeg,image/webp"
            most={heaviestPicture}
            tooLarge={pictures("heavy")}
            describedBy={words ? "upload-problem upload-hint" : "upload-hint"}
            isWrong={words !== undefined}
          />
          {words && <Problem id="upload-problem">{words}</Problem>}
          <p id="upload-hint" className="mt-1 text-meta text-muted">
            {t("form.uploadHint")}
          </p>
          {picture && (
            <label className="mt-2 flex min-h-12 items-center gap-3">
              <input type="checkbox" name="no-picture" className="size-5 accent-accent" />
              {t("form.noPicture")}
            </label>
          )}
        </div>
      </div>
    </div>
  );
}
