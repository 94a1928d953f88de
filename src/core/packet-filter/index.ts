export { isPublic, isWithin, normalAddress, normalNetwork } from './addresses';
export { at, entriesOf, type Fields, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isOn, isSet, listOf, textOf } from './configuration';
export { NetworkInterfaces } from './network-interfaces';
export { type Decision, type Packet, PacketFilter } from './packet-filter';
