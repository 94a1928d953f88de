export { isWithin, normalAddress, normalNetwork } from './addresses';
export { at, type Fields, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isOn, isSet, listOf, textOf } from './configuration';
export { type Decision, type Packet, PacketFilter } from './packet-filter';
