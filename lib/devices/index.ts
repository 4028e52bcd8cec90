export { addDevice } from "./add-device";
export type { DeviceRefusal, WrittenDevice } from "./apply-device";
export { claimDevice } from "./claim-device";
export { correctModel } from "./correct-model";
export { findDevice } from "./find-device";
export { findOwnUnit } from "./find-own-unit";
export { hashClaimCode } from "./hash-claim-code";
export { listDevices } from "./list-devices";
export { listModels } from "./list-models";
export { dropChangedUnits, listPartnerUnits, type PartnerUnit } from "./list-partner-units";
export { chooseVendor, listVendors, writeLaunchVendor } from "./list-vendors";
export { matchDevices } from "./match-devices";
export { findBySerial, hideIds, isKeyOf, listBySerial } from "./partner-device";
export { DeviceContent, PartnerDevice, PartnerSerial, UnitContent } from "./partner-schemas";
export { removeDevice, undoMinutes } from "./remove-device";
export { renameDevice } from "./rename-device";
export { findRemoved, restoreDevice } from "./restore-device";
export { assessUnits, type ListedUnit, mostUnits, revokeUnits } from "./revoke-units";
export { Claim, ClaimCode, ModelId, Serial, UnitHint, Vendor } from "./schemas";
export { transferDevice } from "./transfer-device";
export type {
  AddedDevice,
  Assessment,
  Device,
  DeviceModel,
  DevicePage,
  DeviceQuery,
  DeviceSort,
  DeviceSummary,
  ListedDevice,
  Revocation,
  Slot,
  UnitList,
} from "./types";
export { deviceSorts, revocations } from "./types";
export { deleteUnit, generateCodes, putUnit } from "./units";
export { putDevice, removeBySerial, removeUnits, writeDevices } from "./write-device";
