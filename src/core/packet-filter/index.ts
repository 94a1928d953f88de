export { isWithin, normalAddress, normalNetwork } from './addresses';
export { at, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isSet, listOf, textOf } from './configuration';
export { type Decision, type Packet, PacketFilter } from './packet-filter';
