// Part of npm run catalogue: says in words what a draft lacks, and why there is none.
import type { Fault, Remark } from "@/lib/import";
import { drawings, measurements, supplies } from "@/lib/models/kinds";
import { formatPointer } from "./read-catalogue";

/** Whether check refuses the draft until somebody fills in the field. */
export const isOpen = ({ code }: Remark): boolean => code in openWords;

const openWords = {
  "model-id-missing": "is open: no device names its model. Write the model id, as the Dash console shows it.",
  "model-ids-differ": "is open: devices with these sensors name",
  "model-id-shared": "is open: devices with other sensors also name",
  "model-name-missing":
    "is open: a message has the customer's name for a device only. Write the name that customers read.",
  "countries-missing": 'is open: write the countries where you enabled smart reorders, such as ["US", "DE"].',
  "instance-missing":
    "is open: the message does not say it. Write what the sensor is called in your skill, for all customers alike.",
  "slot-name-missing": "is open: the message has no name for it. Write the name that customers read.",
};

const otherWords = {
  "drawing-unknown": `is device, because the display category does not say more. The choice: ${drawings.join(", ")}.`,
  "supply-unknown": `is supply, because the names do not say more. The choice: ${supplies.join(", ")}.`,
  "measurement-missing": `is missing: the message does not say it. If you know it, write one of ${measurements.join(", ")}.`,
  "unit-missing":
    "is missing: the message does not say it. If you know it, write it in Amazon's words, such as MILLILITER.",
};

/** Describes a remark, as one line. */
export function describeRemark(remark: Remark): string {
  const at = "path" in remark ? formatPointer(remark.path) : "";
  switch (remark.code) {
    case "model-ids-differ":
      return `${at}: ${openWords[remark.code]} ${remark.modelIds.join(", ")}. Write one, and copy the model for each of the others.`;
    case "model-id-shared":
      return `${at}: ${openWords[remark.code]} ${remark.modelId}. Write it in the model that has it, and another model id here or there.`;
    case "names-left-out":
      return `${at}: left out ${remark.names.map(({ text, locale }) => `${text} (${locale ?? "no locale"})`).join(", ")}. Another name serves the language.`;
    case "instance-repeated":
      return `Message ${remark.message}, endpoint ${remark.endpoint}: the instance ${remark.instance} appears twice. The first one is kept.`;
    case "texts-of-one-device":
      return `Left out ${count(remark.count, "text")} with an endpoint's own id or serial number: the catalogue is for all devices of a model.`;
    case "endpoints-without-sensor":
      return `Passed over ${count(remark.count, "endpoint")} without an inventory sensor.`;
    case "other-messages":
      return `Passed over ${count(remark.count, "message")} that ${remark.count === 1 ? "is" : "are"} no discovery.`;
    default:
      return `${at}: ${{ ...openWords, ...otherWords }[remark.code]}`;
  }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

const needed = "a Discover.Response or AddOrUpdateReport of your Alexa skill is needed";

/** Says why there is no draft. */
export function describeFault(fault: Fault): string {
  switch (fault.code) {
    case "not-json":
      return fault.line ? `Line ${fault.line} is not JSON.` : "The file is not JSON.";
    case "no-message":
      return `The file has no message of an Alexa skill: ${needed}.`;
    case "other-message":
      return `A ${fault.name} does not say what a device has: ${needed}.`;
    case "no-endpoints":
      return `Message ${fault.message} has no list of endpoints.`;
    case "no-capabilities":
      return `Message ${fault.message}, endpoint ${fault.endpoint} has no list of capabilities.`;
    case "no-sensor":
      return "No endpoint has an inventory sensor: there is nothing to draft.";
  }
}
