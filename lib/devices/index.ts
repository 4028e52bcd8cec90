export { findDevice } from "./find-device";
export { hasDeviceIn } from "./has-device-in";
export { listDevices } from "./list-devices";
export type { Device, DevicePage, DeviceQuery, DeviceSort, DeviceSummary, Slot } from "./types";
