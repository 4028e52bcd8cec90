export { addDevice } from "./add-device";
export { findDevice, findDeviceOf } from "./find-device";
export { hasDeviceIn, hasDeviceOf } from "./has-device-in";
export { listDevices, listDevicesOf } from "./list-devices";
export { listModels } from "./list-models";
export { matchDevices } from "./match-devices";
export { removeDevice, undoMinutes } from "./remove-device";
export { renameDevice } from "./rename-device";
export { findRemoved, restoreDevice } from "./restore-device";
export type {
  Added,
  Claim,
  Device,
  DeviceModel,
  DevicePage,
  DeviceQuery,
  DeviceSort,
  DeviceSummary,
  ListedDevice,
  Slot,
} from "./types";
