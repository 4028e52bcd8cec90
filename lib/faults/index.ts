export { countFaults, listFaults } from "./list-faults";
export { settleFault } from "./settle-fault";
